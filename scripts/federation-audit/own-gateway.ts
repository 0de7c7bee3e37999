import { systemClock } from "../../kernel/clock.ts";
import type { Executor } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { createRunOperation, resultOf } from "../../router/operation/run-operation.ts";
import { createInlinePlanner } from "../../router/planning/planner.ts";
import { loadSupergraph } from "../../router/supergraph/load-supergraph.ts";
import type { Gateway } from "./gateway.ts";

const limits = { maximumTokens: 10_000, maximumNesting: 200, maximumDepth: 50 };

/** The router's own way from a client's text to the answer. */
export const ownGateway: Gateway = async (sdl, remote) => {
  const supergraph = loadSupergraph({
    sdl,
    plan: createInlinePlanner,
    limits,
    authorizationMode: "null",
    clock: systemClock,
  });
  const executors = Object.fromEntries(Object.entries(remote).map(([name, executor]) => [name, unsigned(executor)]));
  const run = createRunOperation({ supergraph: () => supergraph, executors, tell: () => {} });
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
