import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import pg from "pg";
import { isGiven } from "../../kernel/config/secret-sources.ts";
import { type Env, readConfig } from "../../kernel/config/settings.ts";
import { startEmbeddedPostgres } from "../../kernel/database/embedded-postgres/start-embedded-postgres.ts";
import { SayableError } from "../../kernel/process/sayable-error.ts";
import { developmentSecrets } from "./secrets.ts";
import { developmentDefaults, developmentSettings } from "./settings.ts";

export interface DevelopmentEnvironment {
  /** What the parts of Airgraph read their configuration from. */
  readonly env: Env;
  /** Stops the embedded Postgres, unless another process still uses it. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Fills in on a laptop what production must be given: secrets, kept in the data folder, and a Postgres. What `.env` or the
 * environment itself sets comes first.
 */
export async function developmentEnvironment(say: (message: string) => void): Promise<DevelopmentEnvironment> {
  const given = givenEnvironment();
  const { dataFolder } = readConfig({ dataFolder: developmentSettings.dataFolder }, given);
  const folder = resolve(root, dataFolder);
  makeFolder(folder);
  const secrets = developmentSecrets(join(folder, "secrets.env"));
  const defaults: Env = { ...developmentDefaults(given), MAIL_FOLDER: join(folder, "mail"), ...secrets };
  const settled = { ...unlessGiven(defaults, given), ...given };
  if (isGiven("DATABASE_URL", given)) return { env: settled, stop: async () => {} };

  const postgres = await startEmbeddedPostgres({
    folder: join(folder, "postgres"),
    password: secrets["POSTGRES_PASSWORD"] ?? "",
    onProgress: (message) => say(message),
  });
  return {
    env: { ...settled, DATABASE_URL: postgres.url },
    stop: async () => {
      if (!(await isUsed(postgres.url))) await postgres.stop();
    },
  };
}

/** The environment, and what is set in .env; an empty value, as in a copy of .env.example, is none. */
export function givenEnvironment(): Env {
  const file = join(root, ".env");
  const env = { ...(existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}), ...process.env };
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
}

/** Without what a file or a command is named for: two sources of one secret would contradict each other. */
function unlessGiven(defaults: Env, given: Env): Env {
  return Object.fromEntries(Object.entries(defaults).filter(([variable]) => !isGiven(variable, given)));
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new SayableError(
      `The data folder ${folder} can't be made. Make it writable, or name another one in AIRGRAPH_DATA.`,
      { cause },
    );
  }
}

/** Whether another part of Airgraph, run as a process of its own, is connected. */
async function isUsed(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rowCount } = await client.query(
      "select 1 from pg_stat_activity where backend_type = 'client backend' and datname = current_database() and pid <> pg_backend_pid()",
    );
    return (rowCount ?? 0) > 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
