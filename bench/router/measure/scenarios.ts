import type { OperationName } from "../graph/operations.ts";

export interface Scenario {
  readonly about: string;
  readonly operation: OperationName;
  /** A tag for each request makes all of it unique; one for all lets answers be shared. */
  readonly tags: "of each request" | "one for all";
  readonly connections: number;
  /** Requests per second that are sent; without it, each connection's next when the one before has been answered. */
  readonly pace?: number;
}

const connections = 10;

export const scenarios: Readonly<Record<"unique" | "small" | "identical" | "paced", Scenario>> = {
  unique: { about: "nested query, every id different", operation: "nested", tags: "of each request", connections },
  small: { about: "small query, every id different", operation: "small", tags: "of each request", connections },
  /** At most as many as there are connections can share one answer: ten would say more of that than of sharing. */
  identical: {
    about: "nested query, 100 ask for the same",
    operation: "nested",
    tags: "one for all",
    connections: 100,
  },
  /** Nobody is short of a processor: what a request costs is not what waiting for one adds to it. */
  paced: {
    about: "nested query, 400 a second",
    operation: "nested",
    tags: "of each request",
    // Enough for a few more on one worker than on the other to be few.
    connections: 40,
    pace: 400,
  },
};

export type ScenarioName = keyof typeof scenarios;
export const scenarioNames = Object.keys(scenarios) as ScenarioName[];
