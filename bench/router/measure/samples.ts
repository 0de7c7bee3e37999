import { median } from "../../measure.ts";
import type { ScenarioName } from "./scenarios.ts";

/** One contestant's measures in one round of a scenario. */
export interface Sample {
  readonly requestsPerSecond: number;
  /** Of all its processes. */
  readonly cpuMsPerRequest: number;
  /** Of that one of its processes which has most to do. */
  readonly busiestCpuMsPerRequest: number;
  /** Of the client and the subgraphs, which share the machine with it. */
  readonly surroundingCpuMsPerRequest: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly residentMb: number;
}

/** What was measured, as medians over the rounds. */
export interface Samples {
  add(contestant: string, scenario: ScenarioName, sample: Sample): void;
  /** Drops what was measured of a contestant that failed later. */
  forget(contestant: string): void;
  /** Undefined when it was not measured. */
  find(contestant: string, scenario: ScenarioName): Sample | undefined;
}

export function createSamples(): Samples {
  const rounds = new Map<string, Partial<Record<ScenarioName, Sample[]>>>();
  return {
    add(contestant, scenario, sample) {
      const known = rounds.get(contestant) ?? {};
      rounds.set(contestant, { ...known, [scenario]: [...(known[scenario] ?? []), sample] });
    },
    forget: (contestant) => void rounds.delete(contestant),
    find(contestant, scenario) {
      const samples = rounds.get(contestant)?.[scenario];
      if (samples === undefined) return undefined;
      const medianOf = (field: keyof Sample) => median(samples.map((sample) => sample[field]));
      return {
        requestsPerSecond: medianOf("requestsPerSecond"),
        cpuMsPerRequest: medianOf("cpuMsPerRequest"),
        busiestCpuMsPerRequest: medianOf("busiestCpuMsPerRequest"),
        surroundingCpuMsPerRequest: medianOf("surroundingCpuMsPerRequest"),
        p50: medianOf("p50"),
        p99: medianOf("p99"),
        residentMb: medianOf("residentMb"),
      };
    },
  };
}
