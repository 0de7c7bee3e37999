import type { Clock } from "../../kernel/clock.ts";
import { readConfig } from "../../kernel/config/settings.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { Logger } from "../../kernel/logger.ts";
import { limitSettings } from "../config.ts";
import { createInlinePlanner, type StartPlanner } from "../planning/planner.ts";
import { loadSupergraph } from "../supergraph/load-supergraph.ts";
import { createAdmission, type OperationRequest } from "./admit-operation.ts";
import { createRunOperation, resultOf } from "./run-operation.ts";

/** The router's whole way from an operation's text to its answer, on one supergraph. */
export interface UngatedRouter {
  run(executors: Readonly<Record<string, CallerExecutor>>, operation: OperationRequest): Promise<ExecutionResult>;
  stop(): Promise<void>;
}

const maximumNesting = 200;
const maximumDepth = 50;

/**
 * Opens a router for what checks or measures it: anybody may ask, at any cost, and for the schema as well; nothing is counted or
 * told. Its planner runs in this thread.
 */
export function openUngatedRouter(
  sdl: string,
  { clock, logger, plan = createInlinePlanner }: { clock: Clock; logger: Logger; plan?: StartPlanner },
): UngatedRouter {
  const supergraph = loadSupergraph({
    sdl,
    plan,
    limits: { ...readConfig(limitSettings, {}), maximumNesting, maximumDepth, suggestions: false },
    assumedListSize: 1,
    authorizationMode: "null",
    clock,
  });
  const chosen = () => ({ supergraph, isStandIn: false });
  const admit = createAdmission({
    graphs: { of: chosen, renewed: chosen },
    documents: { resolve: ({ query }) => query ?? "" },
    budgets: { takeRequest: undefined, takeCost: undefined },
    introspection: true,
    maximumCost: Number.POSITIVE_INFINITY,
  });
  const context = { caller: { kind: "anonymous" }, requestId: "ungated", logger } as const;
  return {
    async run(executors, operation) {
      return resultOf(await createRunOperation({ admit, executors, tell: () => {} })(operation, context));
    },
    stop: async () => supergraph.stop(),
  };
}
