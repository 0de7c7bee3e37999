import { fileURLToPath } from "node:url";
import { type OpenDatabase, openDatabase } from "../database/database.ts";
import { migrate } from "../database/migrate.ts";

/**
 * Brings a subgraph's own Postgres schema up to date and opens the database.
 * @param moduleUrl of the subgraph's `subgraph.ts`, beside which its migrations lie in store/migrations
 */
export async function openStore(
  name: string,
  { databaseUrl, databasePool }: { readonly databaseUrl: string; readonly databasePool: number },
  moduleUrl: string,
): Promise<OpenDatabase> {
  const folder = fileURLToPath(new URL("store/migrations", moduleUrl));
  await migrate({ url: databaseUrl, schema: name, folder });
  return openDatabase({ url: databaseUrl, applicationName: `airgraph-${name}`, maxConnections: databasePool });
}
