import type { Contestant } from "../contestants/contestants.ts";
import type { Samples } from "./samples.ts";
import { type ScenarioName, scenarios } from "./scenarios.ts";

const columns = ["requests/s", "× stock", "CPU ms", "p50 ms", "p99 ms", "MB"];

/** Prints a scenario's medians, a line for each contestant that was measured. */
export function printTable(scenario: ScenarioName, contestants: readonly Contestant[], samples: Samples): void {
  const stock = samples.find("stock", scenario)?.requestsPerSecond;
  const lines = contestants.flatMap(({ name, about }) => {
    const sample = samples.find(name, scenario);
    if (sample === undefined) return [];
    const { requestsPerSecond, cpuMsPerRequest, p50, p99, residentMb } = sample;
    return [
      [
        `${name}: ${about}`,
        requestsPerSecond.toFixed(requestsPerSecond < 100 ? 1 : 0),
        stock === undefined ? "" : (requestsPerSecond / stock).toFixed(2),
        cpuMsPerRequest.toFixed(2),
        p50.toFixed(1),
        p99.toFixed(1),
        residentMb.toFixed(0),
      ],
    ];
  });
  if (lines.length === 0) return;
  const titles = [scenarios[scenario].about, ...columns];
  const width = Math.max(...[titles, ...lines].map(([first = ""]) => first.length));
  for (const [first = "", ...figures] of [titles, ...lines])
    process.stdout.write(`${first.padEnd(width)}${figures.map((figure) => figure.padStart(12)).join("")}\n`);
  process.stdout.write("\n");
}
