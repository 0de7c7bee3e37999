import { systemClock } from "../../kernel/clock.ts";
import { readConfig } from "../../kernel/config/settings.ts";
import type { Executor } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { limitSettings } from "../../router/config.ts";
import { createAdmission } from "../../router/operation/admit-operation.ts";
import { createRunOperation, resultOf } from "../../router/operation/run-operation.ts";
import { createInlinePlanner } from "../../router/planning/planner.ts";
import { loadSupergraph } from "../../router/supergraph/load-supergraph.ts";
import type { Gateway } from "./gateway.ts";

const limits = { ...readConfig(limitSettings, {}), maximumNesting: 200, maximumDepth: 50, suggestions: false };

/** The router's own way from a client's text to the answer. */
export const ownGateway: Gateway = async (sdl, remote) => {
  const supergraph = loadSupergraph({
    sdl,
    plan: createInlinePlanner,
    limits,
    assumedListSize: 1,
    authorizationMode: "null",
    clock: systemClock,
  });
  const executors = Object.fromEntries(Object.entries(remote).map(([name, executor]) => [name, unsigned(executor)]));
  const admit = createAdmission({
    supergraph: () => supergraph,
    documents: { resolve: ({ query }) => query ?? "" },
    budgets: { takeRequest: undefined, takeCost: undefined },
    introspection: true,
    maximumCost: Number.POSITIVE_INFINITY,
  });
  const run = createRunOperation({ admit, executors, tell: () => {} });
  const context = { caller: { kind: "anonymous" }, requestId: "audit", logger: silentLogger } as const;

  return {
    execute: async (query) => resultOf(await run({ query }, context)),
    stop: async () => supergraph.stop(),
  };
};

/** The suites' subgraphs ask nobody who they are. */
function unsigned(executor: Executor): CallerExecutor {
  return async ({ caller: _caller, source: _source, ...request }) => executor({ ...request, identity: "" });
}
