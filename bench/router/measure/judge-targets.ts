import { availableParallelism } from "node:os";
import { type Figure, judge, judgeAtLeast } from "../../measure.ts";
import type { Sample, Samples } from "./samples.ts";
import type { ScenarioName } from "./scenarios.ts";

/** How much the subject does with what it has, as a multiple of the baseline's. */
interface Target {
  readonly name: string;
  readonly scenario: ScenarioName;
  readonly subject: string;
  readonly baseline: string;
  readonly atLeast: number;
}

const subject = "airgraph";

const targets: readonly Target[] = [
  { name: "unique queries", scenario: "unique", subject, baseline: "stock", atLeast: 20 },
  { name: "unique queries", scenario: "unique", subject, baseline: "hive-rust", atLeast: 8 },
  { name: "unique queries", scenario: "unique", subject, baseline: "grafbase", atLeast: 1.5 },
  { name: "unique queries", scenario: "unique", subject, baseline: "proxy", atLeast: 0.55 },
  { name: "small query", scenario: "small", subject, baseline: "stock", atLeast: 15 },
  { name: "small query", scenario: "small", subject, baseline: "grafbase", atLeast: 1.4 },
  {
    name: "all in one process",
    scenario: "unique",
    subject: "airgraph-all-in-one",
    baseline: "airgraph-apart",
    atLeast: 1,
  },
  {
    name: "identical queries at once",
    scenario: "identical",
    subject: "airgraph-sharing",
    baseline: "stock",
    atLeast: 100,
  },
];

/** One for each of the contestant's two workers, for the client and for the subgraphs: then nobody waits for a processor. */
const processorsForAll = 4;

/**
 * Prints for each target whether it was met. By throughput where each side has a processor of its own; else by the CPU that a
 * request takes, which is what a contestant costs whoever else is on the machine.
 * @param isWanted whether a contestant was asked for: a target that needs one that was not is left out
 * @returns whether all were met; one that could not be measured is not
 */
export function judgeTargets(samples: Samples, isWanted: (contestant: string) => boolean): boolean {
  const isShort = availableParallelism() < processorsForAll;
  if (isShort)
    process.stdout.write(`· ${availableParallelism()} processors for all: judged by CPU, not by throughput\n`);
  const capacityOf = ({ requestsPerSecond, cpuMsPerRequest }: Sample) =>
    isShort ? 1_000 / cpuMsPerRequest : requestsPerSecond;
  const verdicts = targets
    .filter((target) => isWanted(target.subject) && isWanted(target.baseline))
    .map(({ name, scenario, atLeast, ...target }) => {
      const mine = samples.find(target.subject, scenario);
      const theirs = samples.find(target.baseline, scenario);
      if (mine === undefined || theirs === undefined) return tellUnmeasured(name, target.subject, target.baseline);
      const figures: [Figure, Figure] = [
        [target.subject, capacityOf(mine)],
        [target.baseline, capacityOf(theirs)],
      ];
      return judgeAtLeast(name, ...figures, isShort ? "requests per second of CPU" : "requests/s", atLeast);
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

/**
 * How much two can do when the busier of them has a processor to itself. At a pace that leaves processors idle, what sharing
 * work costs them shows in their CPU, and what others on the machine take from them does not.
 */
function judgeTwoWorkers(samples: Samples): boolean {
  const two = samples.find("airgraph-two-workers", "paced");
  const one = samples.find(subject, "paced");
  if (two === undefined || one === undefined) return tellUnmeasured("two workers", "airgraph-two-workers", subject);
  return judgeAtLeast(
    "two workers",
    ["two", 1_000 / two.busiestCpuMsPerRequest],
    ["one", 1_000 / one.busiestCpuMsPerRequest],
    "requests per second of the busiest's CPU",
    1.8,
  );
}

function tellUnmeasured(name: string, ...sides: readonly string[]): boolean {
  process.stdout.write(`✗ ${name}: not measured, since ${sides.join(" or ")} did not run\n`);
  return false;
}
