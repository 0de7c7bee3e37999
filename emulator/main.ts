import { readConfig } from "../kernel/config/settings.ts";
import { toListenError } from "../kernel/http/http-server.ts";
import { runProcess } from "../kernel/process/run-process.ts";
import { readCommandLine, usage } from "./command-line.ts";
import { settings } from "./config.ts";
import { type Emulator, type EmulatorOptions, startEmulator } from "./emulator.ts";
import { seedJsonSchema } from "./seed/seed-json-schema.ts";

/** The emulator as a process of its own, until SIGINT or SIGTERM. */
await runProcess(async () => {
  const command = readCommandLine(process.argv.slice(2), readConfig(settings, process.env));
  switch (command.kind) {
    case "help":
      return print(usage);
    case "seedSchema":
      return print(`${JSON.stringify(seedJsonSchema(), null, 2)}\n`);
    case "start": {
      const emulator = await start(command.options);
      const [token = "(none: the seed has no token)"] = emulator.tokens();
      process.stdout.write(`Airtable emulator at ${emulator.url} token ${token}\n`);
      return emulator;
    }
  }
});

/** @throws PortTakenError, which says what to do */
async function start(options: EmulatorOptions): Promise<Emulator> {
  try {
    return await startEmulator(options);
  } catch (error) {
    throw toListenError(error, options.port ?? 0, "--port or EMULATOR_PORT");
  }
}

/** Says it, and lets the process end. */
function print(text: string) {
  process.stdout.write(text);
  return { stop: () => Promise.resolve() };
}
