import type { OperationName } from "../graph/operations.ts";

export interface Scenario {
  readonly about: string;
  readonly operation: OperationName;
  /** A tag for each request makes all of it unique; one for all lets answers be shared. */
  readonly tags: "of each request" | "one for all";
}

export const scenarios = {
  unique: { about: "nested query, every id different", operation: "nested", tags: "of each request" },
  small: { about: "small query, every id different", operation: "small", tags: "of each request" },
  identical: { about: "nested query, identical requests at once", operation: "nested", tags: "one for all" },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
export const scenarioNames = Object.keys(scenarios) as ScenarioName[];
