import type { QueryPlan } from "@apollo/query-planner";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { PackedSdl } from "../../kernel/schema-extension/packed-sdl.ts";
import { startThreads } from "../../kernel/threads/start-threads.ts";
import { type Planner, tooManyWays } from "../planning/planner.ts";
import { createGraphWork, type GraphAnswer, type GraphQuestion, type LoadedExtension } from "./graph-work.ts";

/** Composes tenants' graphs on one core, and plans on them. */
export interface GraphWorkers {
  /** @throws RefusedExtension; AirgraphError RATE_LIMITED, UPSTREAM_UNAVAILABLE when it can't be done at the moment */
  load(graph: AskedGraph): Promise<LoadedExtension>;
  planner(graph: AskedGraph): Planner;
  stop(): Promise<void>;
}

/** @param core.sdl of the supergraph, as it was composed */
export type StartGraphWorkers = (core: { readonly sdl: string; readonly subgraph: string }) => GraphWorkers;

export interface AskedGraph {
  readonly tenantId: string;
  readonly version: string;
  /** Of the extension. */
  readonly packed: PackedSdl;
}

/** Says why an extension does not go together with the core. */
export class RefusedExtension extends Error {
  override readonly name = "RefusedExtension";
}

/** Planning takes tens of milliseconds; composing the largest graph a quarter of a second. One of each must not stop the others. */
const threadCount = 2;
const longestMs = 10_000;
const waitingForOne = 50;
const retryAfterMs = 1_000;
const memory = { memoryMb: 768, youngMemoryMb: 32 };

/** @param logger told of what takes too long */
export function startGraphThreads(logger: Logger): StartGraphWorkers {
  return (workerData) => {
    const threads = startThreads<GraphQuestion, GraphAnswer>({
      name: "The planner of tenants' graphs",
      module: new URL("./graph-thread", import.meta.url),
      workerData,
      threads: threadCount,
      ...memory,
      longestMs,
      waitingForOne,
      logger,
      tookTooLong({ kind, version }) {
        logger.warn({ kind, graph: version }, "work on a tenant's graph took too long");
        return kind === "plan" ? tooManyWays() : tooLarge();
      },
      tookTooMuch: ({ kind }) => (kind === "plan" ? tooManyWays() : tooLarge()),
      tooMany: () =>
        new AirgraphError("RATE_LIMITED", "Too many new operations at once; send them again a little later.", {
          retryAfterMs,
        }),
    });
    return workersOn(threads.ask, threads.ready, threads.stop);
  };
}

/** For tests and tools: everything else is held up meanwhile. */
export const startInlineWorkers: StartGraphWorkers = (core) => {
  let work: ReturnType<typeof createGraphWork> | undefined;
  return workersOn(
    async (question) => (work ??= createGraphWork(core))(question),
    Promise.resolve(),
    async () => {},
  );
};

function workersOn(
  ask: (question: GraphQuestion, onBehalfOf: string) => Promise<GraphAnswer>,
  ready: Promise<void>,
  stop: () => Promise<void>,
): GraphWorkers {
  return {
    async load({ tenantId, version, packed }) {
      const answer = await ask({ kind: "load", version, packed }, tenantId);
      if (answer.kind === "loaded") return answer;
      if (answer.kind === "refused") throw new RefusedExtension(answer.reason);
      throw new TypeError(`asked to load a graph, and answered that it is ${answer.kind}`);
    },
    planner: (graph) => ({
      ready,
      plan: async ({ source, operationName, onBehalfOf }) =>
        planIn(await askOf(graph, { kind: "plan", version: graph.version, source, operationName }, onBehalfOf)),
      async introspect(question) {
        const answer = await askOf(graph, { kind: "introspect", version: graph.version, ...question }, graph.tenantId);
        if (answer.kind === "introspected") return answer.json;
        throw new TypeError(`asked to look through a graph, and answered that it is ${answer.kind}`);
      },
      stop: async () => {},
    }),
    stop,
  };

  /** The thread that takes the question may not know the graph yet, or no more. */
  async function askOf(
    graph: AskedGraph,
    question: Extract<GraphQuestion, { kind: "plan" | "introspect" }>,
    onBehalfOf: string,
  ): Promise<GraphAnswer> {
    const first = await ask(question, onBehalfOf);
    return first.kind === "unknown" ? ask({ ...question, packed: graph.packed }, onBehalfOf) : first;
  }
}

function planIn(answer: GraphAnswer): QueryPlan {
  if (answer.kind === "planned") return answer.plan;
  if (answer.kind === "tooManyWays") throw tooManyWays();
  throw new TypeError(`asked to plan an operation, and answered that it is ${answer.kind}`);
}

function tooLarge(): AirgraphError {
  return new AirgraphError("COST_LIMIT_EXCEEDED", "The tenant's graph is too large.");
}
