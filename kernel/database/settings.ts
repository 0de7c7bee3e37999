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

/** Shared by the parts that can keep what is short-lived in Redis instead. */
export const redisSettings = {
  redisUrl: setting("REDIS_URL", text.optionalUrl, {
    description:
      "A Redis that all processes share, as redis://:password@host:port: turns under Airtable's limits, counts of sign-in attempts and the budgets of tenants are kept there. Empty: in Postgres, and the budgets in each router.",
    default: "",
    secret: true,
  }),
};
