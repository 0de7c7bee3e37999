import { print } from "graphql";
import { systemClock } from "../../kernel/clock.ts";
import { readConfig } from "../../kernel/config/settings.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { limitSettings } from "../../router/config.ts";
import { createAdmission } from "../../router/operation/admit-operation.ts";
import { createRunOperation, resultOf } from "../../router/operation/run-operation.ts";
import { createInlinePlanner } from "../../router/planning/planner.ts";
import { loadSupergraph } from "../../router/supergraph/load-supergraph.ts";
import type { Ask } from "./answer-subgraph.ts";
import { executorOf } from "./own-executor.ts";
import type { Operation } from "./stock-executor.ts";

const limits = { ...readConfig(limitSettings, {}), maximumNesting: 200, maximumDepth: 50, suggestions: false };

/** The router's whole way from text to answer, its own planner included, on one supergraph. */
export function createRouter(sdl: string) {
  const supergraph = loadSupergraph({
    sdl,
    plan: createInlinePlanner,
    limits,
    assumedListSize: 1,
    authorizationMode: "null",
    clock: systemClock,
  });
  const admit = createAdmission({
    supergraph: () => supergraph,
    documents: { resolve: ({ query }) => query ?? "" },
    budgets: { takeRequest: undefined, takeCost: undefined },
    introspection: true,
    maximumCost: Number.POSITIVE_INFINITY,
  });
  const context = { caller: { kind: "anonymous" }, requestId: "differential", logger: silentLogger } as const;
  return {
    async execute(asks: Readonly<Record<string, Ask>>, operation: Operation): Promise<ExecutionResult> {
      const executors = Object.fromEntries(Object.entries(asks).map(([name, ask]) => [name, executorOf(ask)]));
      const run = createRunOperation({ admit, executors, tell: () => {} });
      const { document, operationName, variables } = operation;
      return resultOf(await run({ query: print(document), operationName, variables }, context));
    },
    stop: async () => supergraph.stop(),
  };
}
