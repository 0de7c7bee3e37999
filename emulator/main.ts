import { readConfig } from "../kernel/config/settings.ts";
import { runProcess } from "../kernel/process/run-process.ts";
import { settings } from "./config.ts";
import { sampleToken, startEmulator } from "./emulator.ts";

/** The emulator with the sample bases as a process of its own, until SIGINT or SIGTERM. */
await runProcess(async () => {
  const emulator = await startEmulator(readConfig(settings, process.env));
  process.stdout.write(`Airtable emulator at ${emulator.url} token ${sampleToken}\n`);
  return emulator;
});
