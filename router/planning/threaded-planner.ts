import type { QueryPlan } from "@apollo/query-planner";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Logger } from "../../kernel/logger.ts";
import { startThreads } from "../../kernel/threads/start-threads.ts";
import { type Planner, tooManyWays } from "./planner.ts";

/** What the thread answers. */
export type Planned = { readonly kind: "planned"; readonly plan: QueryPlan } | { readonly kind: "refused" };

interface PlanQuestion {
  readonly source: string;
  readonly operationName: string | undefined;
}

/** With the planner's limits, what is allowed at all takes tenths of a second. */
const longestPlanningMs = 10_000;
const waitingForOne = 50;
const retryAfterMs = 1_000;
/** A supergraph of hundreds of types takes some 100. What is young may take little: it is kept for ever, and the thread mostly rests. */
const memory = { memoryMb: 1_024, youngMemoryMb: 8 };

/**
 * A planner on a thread of its own, so that whoever sends operations that take long to plan holds up nobody but those who
 * send new ones, and of those each gets a turn. A thread that does not come back is ended, and another one goes on.
 */
export function startThreadedPlanner(options: { sdl: string; logger: Logger }): Planner {
  const { sdl, logger } = options;
  const threads = startThreads<PlanQuestion, Planned>({
    name: "The planner",
    module: new URL("./planner-thread", import.meta.url),
    workerData: { sdl },
    ...memory,
    longestMs: longestPlanningMs,
    waitingForOne,
    logger,
    tookTooLong({ operationName }) {
      logger.warn({ operation: operationName }, "an operation took too long to plan");
      return tooManyWays();
    },
    tookTooMuch: () => tooManyWays(),
    tooMany: () =>
      new AirgraphError("RATE_LIMITED", "Too many new operations at once; send them again a little later.", {
        retryAfterMs,
      }),
  });
  return {
    ready: threads.ready,
    async plan({ source, operationName, onBehalfOf }) {
      const planned = await threads.ask({ source, operationName }, onBehalfOf);
      switch (planned.kind) {
        case "planned":
          return planned.plan;
        case "refused":
          throw tooManyWays();
      }
    },
    stop: threads.stop,
  };
}
