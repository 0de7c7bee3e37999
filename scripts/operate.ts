import { isGiven } from "../kernel/config/secret-sources.ts";
import { databaseSettings } from "../kernel/database/settings.ts";
import { runCommand } from "../kernel/process/run-command.ts";
import { operate } from "../subgraphs/operate.ts";
import { developmentEnvironment, givenEnvironment } from "./development/environment.ts";

/**
 * `npm run rotate-keys`, `npm run audit-log`: an operator's command, on the database that the environment or .env names.
 * Without one, on that of `npm start`, with its secrets: those must never meet another database.
 */
await runCommand(async () => {
  const [name, ...args] = process.argv.slice(2);
  const given = givenEnvironment();
  if (isGiven(databaseSettings.databaseUrl.variable, given)) return operate(name, args, given);
  const { env, stop } = await developmentEnvironment((message) => process.stderr.write(`· ${message}\n`));
  try {
    return await operate(name, args, env);
  } finally {
    await stop();
  }
});
