import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "../../../kernel/process/run-command.ts";
import { printReport } from "./print-report.ts";
import { runStorm } from "./run-storm.ts";

/** `npm run chaos -- --seed 1 --sagas 300 --runs 100 --minutes 5`: the long form of storm.test.ts. */
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      sagas: { type: "string", default: "300" },
      runs: { type: "string" },
      minutes: { type: "string", default: "5" },
      /** Where what was found is written to, for whoever wants to know more. */
      snapshot: { type: "string" },
    },
  });
  const seed = Number(values.seed);
  const sagas = Number(values.sagas);
  const logFile = join(tmpdir(), `airgraph-storm-${seed}-${process.pid}.log`);
  process.stdout.write(`seed ${seed}; all processes log to ${logFile}\n`);
  const report = await runStorm({
    seed,
    sagas,
    runs: values.runs === undefined ? Math.ceil(sagas / 3) : Number(values.runs),
    stormMs: Number(values.minutes) * 60_000,
    settleMs: 300_000,
    sagaLateMs: 30_000,
    logFile,
    onProgress: (message) => process.stdout.write(`${message}\n`),
  });
  if (values.snapshot !== undefined) await writeFile(values.snapshot, JSON.stringify(report.snapshot, null, 1));
  process.stdout.write(printReport(report));
  return report.violations.length === 0;
});
