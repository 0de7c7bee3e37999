import process from "node:process";
import { z } from "zod";
import { sampleToken, startEmulator } from "./emulator.ts";

/** Runs the emulator with the sample bases as a process of its own, until SIGINT or SIGTERM. */
const environment = z.object({
  EMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(8010),
  EMULATOR_HOST: z.string().min(1).default("127.0.0.1"),
});

const config = environment.parse(process.env);
const emulator = await startEmulator({ host: config.EMULATOR_HOST, port: config.EMULATOR_PORT });

process.stdout.write(`Airtable emulator at ${emulator.url} token ${sampleToken}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    emulator.stop().catch((error: unknown) => {
      process.stderr.write(`The emulator did not stop cleanly: ${String(error)}\n`);
      process.exitCode = 1;
    });
  });
}
