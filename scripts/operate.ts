import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import type { Env } from "../kernel/config/settings.ts";
import { databaseSettings } from "../kernel/database/settings.ts";
import { runCommand } from "../kernel/process/run-command.ts";
import { operate } from "../subgraphs/operate.ts";
import { developmentEnvironment } from "./development/environment.ts";

/**
 * `npm run rotate-keys`, `npm run audit`: an operator's command, on the database that the environment or .env names.
 * Without one, on that of `npm start`, with its secrets: those must never meet another database.
 */
await runCommand(async () => {
  const file = fileURLToPath(new URL("../.env", import.meta.url));
  const given = { ...(existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}), ...process.env };
  const [name, ...args] = process.argv.slice(2);
  if (namesDatabase(given)) return operate(name, args, given);
  const { env, stop } = await developmentEnvironment((message) => process.stderr.write(`· ${message}\n`));
  try {
    return await operate(name, args, env);
  } finally {
    await stop();
  }
});

function namesDatabase(env: Env): boolean {
  const { variable } = databaseSettings.databaseUrl;
  return ["", "_FILE", "_COMMAND"].some((suffix) => (env[`${variable}${suffix}`] ?? "") !== "");
}
