import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import pg from "pg";
import { connect } from "./connect.ts";

/** Any constant does, as long as nothing else in this database takes the same advisory lock. */
const migrationLock = 7_203_141_562;

/**
 * Brings one part's Postgres schema up to date. Processes that start together wait for each other: without the lock,
 * of four concurrent runs one fails (drizzle's migrator only looks before it leaps).
 * @param folder of drizzle-kit's SQL files
 * @param schema the Postgres schema that part owns; `migrations.<schema>` is the journal of what ran
 */
export async function migrate(options: { url: string; folder: string; schema: string }): Promise<void> {
  const { url, folder, schema } = options;
  const lock = new pg.Client({ connectionString: url, application_name: "airgraph-migrate" });
  await lock.connect();
  try {
    await lock.query("select pg_advisory_lock($1)", [migrationLock]);
    const { sql, close } = connect({ url, max: 1, applicationName: "airgraph-migrate" });
    try {
      await runMigrations(drizzle(sql), {
        migrationsFolder: folder,
        migrationsSchema: "migrations",
        migrationsTable: schema,
      });
    } finally {
      await close();
    }
  } finally {
    await lock.end();
  }
}
