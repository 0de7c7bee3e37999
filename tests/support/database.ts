import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../kernel/database/embedded-postgres/start-embedded-postgres.ts";

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

let server: Promise<TestServer> | undefined;
let databases = 0;

/**
 * An empty database of its own for one test file, on the server that TEST_DATABASE_URL names. Without one, a server is
 * started for the file and stopped with its last database.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  server ??= openServer();
  databases += 1;
  const { url: serverUrl } = await server;
  const name = `t_${randomBytes(8).toString("hex")}`;
  await execute(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;

  return {
    url: url.href,
    async drop() {
      await execute(serverUrl, `drop database ${name} with (force)`);
      databases -= 1;
      if (databases > 0) return;
      const last = await server;
      server = undefined;
      await last?.stop();
    },
  };
}

async function openServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== "") return { url: given, stop: async () => {} };

  const folder = await mkdtemp(path.join(tmpdir(), "airgraph-test-"));
  await chmod(folder, 0o755); // Started by root, Postgres runs as somebody else, who must be able to reach its folder.
  let postgres: EmbeddedPostgres;
  try {
    postgres = await startEmbeddedPostgres({
      folder: path.join(folder, "postgres"),
      password: randomBytes(16).toString("hex"),
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
