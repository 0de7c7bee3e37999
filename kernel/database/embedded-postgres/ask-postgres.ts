import { realpath } from "node:fs/promises";
import { Client } from "pg";
import { EmbeddedPostgresError, errorCode } from "./embedded-postgres-error.ts";
import { database, superuser } from "./initialise-cluster.ts";

/** How a server on 127.0.0.1:port answers the question "are you the one of this data folder?". */
export type Answer =
  | { kind: "ready" }
  /** Up, but without our database yet. */
  | { kind: "no database" }
  /** 57P03: starting, recovering or shutting down. */
  | { kind: "busy"; message: string }
  | { kind: "wrong password"; cause: unknown }
  /** A server of another data folder. */
  | { kind: "stranger"; dataFolder: string }
  /** Nobody there, or nothing that can be understood. */
  | { kind: "silent"; cause: unknown };

/** A server to ask, and the folder it should be serving. */
export interface Address {
  port: number;
  password: string;
  dataFolder: string;
}

/** Connects once, asks for the data folder and disconnects. Never throws. */
export async function askPostgres(address: Address): Promise<Answer> {
  try {
    return await withClient(address, database, (client) => compareFolder(client, address));
  } catch (error) {
    const code = errorCode(error);
    if (code === "3D000") return { kind: "no database" };
    if (code === "57P03") return { kind: "busy", message: error instanceof Error ? error.message : code };
    if (code === "28P01" || code === "28000") return { kind: "wrong password", cause: error };
    return { kind: "silent", cause: error };
  }
}

/** Creates our database when it is missing. Throws `START_FAILED` when the server refuses or is another folder's. */
export async function createDatabase(address: Address): Promise<void> {
  try {
    await withClient(address, "postgres", async (client) => {
      const answer = await compareFolder(client, address);
      if (answer.kind === "ready") await client.query(`CREATE DATABASE ${database}`);
    });
  } catch (error) {
    // 42P04 and 23505: somebody else created it at the same moment.
    const code = errorCode(error);
    if (code === "42P04" || code === "23505") return;
    throw new EmbeddedPostgresError("START_FAILED", `The database ${database} could not be created`, { cause: error });
  }
}

async function compareFolder(client: Client, { dataFolder }: Address): Promise<Answer> {
  const { rows } = await client.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
  const folder = rows[0]?.folder ?? "";
  // The server's own path is real where it runs; ours was resolved when the place was chosen.
  const real = await realpath(folder).catch(() => folder);
  return real === dataFolder ? { kind: "ready" } : { kind: "stranger", dataFolder: folder };
}

async function withClient<T>(
  { port, password }: Address,
  name: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: superuser,
    password,
    database: name,
    ssl: false,
    connectionTimeoutMillis: 2000,
    query_timeout: 10_000,
    application_name: "airgraph supervisor",
  });
  // A server that dies between two messages would otherwise end this process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
