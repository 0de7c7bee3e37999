import { availableParallelism } from "node:os";
import { type Figure, judge, judgeAtLeast } from "../../measure.ts";
import type { Samples } from "./samples.ts";
import type { ScenarioName } from "./scenarios.ts";

/** Throughput of the subject, as a multiple of the baseline's. */
interface ThroughputTarget {
  readonly name: string;
  readonly scenario: ScenarioName;
  readonly subject: string;
  readonly baseline: string;
  readonly atLeast: number;
}

const subject = "airgraph";

const throughputTargets: readonly ThroughputTarget[] = [
  { name: "unique queries", scenario: "unique", subject, baseline: "stock", atLeast: 20 },
  { name: "unique queries", scenario: "unique", subject, baseline: "hive-rust", atLeast: 8 },
  { name: "unique queries", scenario: "unique", subject, baseline: "grafbase", atLeast: 1.5 },
  { name: "unique queries", scenario: "unique", subject, baseline: "proxy", atLeast: 0.55 },
  { name: "small query", scenario: "small", subject, baseline: "stock", atLeast: 15 },
  { name: "small query", scenario: "small", subject, baseline: "grafbase", atLeast: 1.4 },
  { name: "all in one process", scenario: "unique", subject: "airgraph-all-in-one", baseline: subject, atLeast: 1 },
  {
    name: "identical queries at once",
    scenario: "identical",
    subject: "airgraph-sharing",
    baseline: "stock",
    atLeast: 100,
  },
];

/** Two workers, the client and the subgraphs each want a processor of their own; a native peer's threads are not running then. */
const processorsForTwoWorkers = 4;

/**
 * Prints for each target whether it was met.
 * @param isWanted whether a contestant was asked for: a target that needs one that was not is left out
 * @returns whether all were met; one that could not be measured is not
 */
export function judgeTargets(samples: Samples, isWanted: (contestant: string) => boolean): boolean {
  const verdicts = throughputTargets
    .filter((target) => isWanted(target.subject) && isWanted(target.baseline))
    .map(({ name, scenario, atLeast, ...target }) => {
      const mine = samples.find(target.subject, scenario);
      const theirs = samples.find(target.baseline, scenario);
      if (mine === undefined || theirs === undefined) return tellUnmeasured(name, target.subject, target.baseline);
      const figures: [Figure, Figure] = [
        [target.subject, mine.requestsPerSecond],
        [target.baseline, theirs.requestsPerSecond],
      ];
      return judgeAtLeast(name, ...figures, "requests/s", atLeast);
    });
  if (isWanted(subject) && isWanted("stock")) verdicts.push(judgeMemory(samples));
  if (isWanted(subject) && isWanted("airgraph-two-workers")) verdicts.push(judgeTwoWorkers(samples));
  return verdicts.every(Boolean);
}

function judgeMemory(samples: Samples): boolean {
  const mine = samples.find(subject, "unique");
  const theirs = samples.find("stock", "unique");
  if (mine === undefined || theirs === undefined) return tellUnmeasured("memory", subject, "stock");
  return judge("memory", [subject, mine.residentMb], ["stock", theirs.residentMb], "MB", 1);
}

function judgeTwoWorkers(samples: Samples): boolean {
  const two = samples.find("airgraph-two-workers", "unique");
  const one = samples.find(subject, "unique");
  if (two === undefined || one === undefined) return tellUnmeasured("two workers", "airgraph-two-workers", subject);
  const atLeast = 1.8;
  if (availableParallelism() >= processorsForTwoWorkers)
    return judgeAtLeast(
      "two workers",
      ["two", two.requestsPerSecond],
      ["one", one.requestsPerSecond],
      "requests/s",
      atLeast,
    );
  process.stdout.write(
    `· two workers: ${two.requestsPerSecond.toFixed(0)} requests/s, one ${one.requestsPerSecond.toFixed(0)}. On ${availableParallelism()} processors, which they share with the client and the subgraphs, that says nothing of the target; judged is what their CPU would be enough for:\n`,
  );
  return judgeAtLeast(
    "capacity of two workers",
    ["two", 2_000 / two.cpuMsPerRequest],
    ["one", 1_000 / one.cpuMsPerRequest],
    "requests per second of CPU",
    atLeast,
  );
}

function tellUnmeasured(name: string, ...sides: readonly string[]): boolean {
  process.stdout.write(`✗ ${name}: not measured, since ${sides.join(" or ")} did not run\n`);
  return false;
}
