import { setting, text } from "../config/settings.ts";

/** Shared by every part that has a store. */
export const databaseSettings = {
  databaseUrl: setting("DATABASE_URL", text.url, {
    description:
      "PostgreSQL 16 or newer, as postgres://user:password@host:port/database. `npm start` fills it with the embedded one.",
    secret: true,
  }),
  databasePool: setting("DATABASE_POOL", text.positiveInteger, {
    description: "Connections that each subgraph may hold.",
    default: "5",
  }),
};
