import { readFileSync } from "node:fs";
import type { Clock } from "../clock.ts";
import type { Env, Settings } from "../config/settings.ts";
import type { Executor } from "../executor/executor.ts";
import type { Logger } from "../logger.ts";
import type { SealedColumn } from "../secrets/sealed-column.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Tracer } from "../telemetry/tracer.ts";

/** What a subgraph is given when it starts, whatever process it starts in. */
export interface SubgraphRuntime {
  readonly env: Env;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Undefined when nothing is traced. */
  readonly tracer?: Tracer | undefined;
  /** The whole supergraph, when the router is in this same process. */
  readonly supergraph?: Executor;
}

/** A room of the house as the registry knows it. Nothing is connected before `start`. */
export interface Subgraph {
  /** Also the audience of the identities it accepts. */
  readonly name: string;
  readonly settings: Settings;
  /** SDL, Federation 2. */
  readonly schema: string;
  /** Where its store holds secrets, for `npm run rotate-keys`. */
  readonly sealedColumns?: readonly SealedColumn[];
  /** JSON Schemas of what clients give it as JSON, by the names of their files in schema/, for `npm run schema`. */
  readonly jsonSchemas?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  start(runtime: SubgraphRuntime): Promise<RunningSubgraph>;
}

export interface RunningSubgraph {
  readonly executor: Executor;
  /** Names what is not ready; empty when it can work. */
  notReady(): Promise<readonly string[]>;
  /** Lets work under way end, then lets go of everything. */
  stop(): Promise<void>;
}

/** The SDL that lies beside a subgraph's modules. */
export function readSchema(moduleUrl: string): string {
  return readFileSync(new URL("schema.graphql", moduleUrl), "utf8");
}
