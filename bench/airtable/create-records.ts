import { salesCrmBaseId } from "../../emulator/emulator.ts";
import { judge } from "../measure.ts";
import { createCompanies } from "./operations.ts";
import { callsPerSecond } from "./pace-calls.ts";
import type { System } from "./system.ts";

const count = 1_000;
const perCall = 10;

/** A thousand records in one mutation: as many calls as it takes, as fast as Airtable takes them. */
export async function benchCreateRecords(system: System): Promise<boolean> {
  const records = Array.from({ length: count }, (_, index) => ({ cells: { Name: `Created ${index}` } }));
  const ours = await system.measure(() => system.ask(createCompanies, { base: salesCrmBaseId, records }));
  const calls = count / perCall;
  return [
    judge("create 1,000 records, calls", ["airgraph", ours.calls], ["theoretical minimum", calls], "calls", 1),
    judge(
      "create 1,000 records, time",
      ["airgraph", ours.ms],
      ["what the limit dictates", (calls / callsPerSecond) * 1000],
      "ms",
      1.1,
    ),
  ].every(Boolean);
}
