import type { Contestant } from "../contestants/contestants.ts";
import type { Sample, Samples } from "./samples.ts";
import { type ScenarioName, scenarios } from "./scenarios.ts";

/**
 * What is told of a contestant, beside the same of stock. On processors that it shares with the client and the subgraphs, its
 * throughput tells of them, too; its CPU tells of itself.
 */
const columns: readonly (readonly [title: string, text: (sample: Sample, stock: Sample | undefined) => string])[] = [
  ["requests/s", ({ requestsPerSecond: rate }) => rate.toFixed(rate < 100 ? 1 : 0)],
  ["× stock", ({ requestsPerSecond: rate }, stock) => times(rate, stock?.requestsPerSecond)],
  ["CPU ms", ({ cpuMsPerRequest }) => cpuMsPerRequest.toFixed(3)],
  ["× by CPU", ({ cpuMsPerRequest }, stock) => times(1 / cpuMsPerRequest, stock && 1 / stock.cpuMsPerRequest)],
  ["others' ms", ({ surroundingCpuMsPerRequest }) => surroundingCpuMsPerRequest.toFixed(3)],
  ["p50 ms", ({ p50 }) => p50.toFixed(1)],
  ["p99 ms", ({ p99 }) => p99.toFixed(1)],
  ["MB", ({ residentMb }) => residentMb.toFixed(0)],
];

/** Prints a scenario's medians, a line for each contestant that was measured. */
export function printTable(scenario: ScenarioName, contestants: readonly Contestant[], samples: Samples): void {
  const stock = samples.find("stock", scenario);
  const lines = contestants.flatMap(({ name, about }) => {
    const sample = samples.find(name, scenario);
    return sample === undefined ? [] : [[`${name}: ${about}`, ...columns.map(([, text]) => text(sample, stock))]];
  });
  if (lines.length === 0) return;
  const titles = [scenarios[scenario].about, ...columns.map(([title]) => title)];
  const width = Math.max(...[titles, ...lines].map(([first = ""]) => first.length));
  for (const [first = "", ...figures] of [titles, ...lines])
    process.stdout.write(`${first.padEnd(width)}${figures.map((figure) => figure.padStart(12)).join("")}\n`);
  process.stdout.write("\n");
}

function times(own: number, others: number | undefined): string {
  return others === undefined ? "" : (own / others).toFixed(2);
}
