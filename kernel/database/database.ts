import type { PgDatabase } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import { connect } from "./connect.ts";

/** What store functions query: the database itself or a transaction in it. */
export type Database = PgDatabase<PostgresJsQueryResultHKT>;

export interface OpenDatabase {
  readonly db: Database;
  /** True when a trivial query is answered. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens a small pool of lazily made connections and puts drizzle over it. */
export function openDatabase(options: { url: string; applicationName: string; maxConnections: number }): OpenDatabase {
  const { sql, close } = connect({
    url: options.url,
    max: options.maxConnections,
    applicationName: options.applicationName,
  });
  return {
    db: drizzle(sql),
    close,
    async ready() {
      try {
        await sql`select 1`;
        return true;
      } catch {
        return false;
      }
    },
  };
}
