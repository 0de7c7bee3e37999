import { parseArgs } from "node:util";
import { runCommand } from "../../kernel/process/run-command.ts";
import { executeByOwn } from "./own-executor.ts";
import { runCases } from "./run-cases.ts";

/** `npm run differential -- --runs 5000 --seed 1`: the long form of differential.test.ts, on other graphs for each seed. */
await runCommand(async () => {
  const { values } = parseArgs({
    options: { runs: { type: "string", default: "5000" }, seed: { type: "string", default: "1" } },
  });
  const tally = await runCases(executeByOwn, { cases: Number(values.runs), seed: Number(values.seed) });
  const { known, faults, ...counts } = tally;
  const lines = [...known].map(([name, times]) => `  ${times} × ${name}`);
  process.stdout.write(`${JSON.stringify({ ...counts, faults: Object.fromEntries(faults) })}\n`);
  process.stdout.write(`known differences, by the places at which they showed:\n${lines.join("\n")}\n`);
  return true;
});
