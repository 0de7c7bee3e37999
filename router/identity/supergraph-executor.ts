import { type Executor, variablesOf } from "../../kernel/executor/executor.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Tracer } from "../../kernel/telemetry/tracer.ts";
import { type RunOperation, resultOf } from "../operation/run-operation.ts";
import type { Authenticate } from "./authenticate.ts";

/** The whole supergraph behind the executor port, for subgraphs in this process that act in a person's name. */
export function createSupergraphExecutor(options: {
  run: RunOperation;
  authenticate: Authenticate;
  tracer: Tracer | undefined;
  logger: Logger;
}): Executor {
  const { run, authenticate, tracer, logger } = options;
  return async ({ identity, requestId, traceparent, cancellation, query, operationName, ...given }) => {
    const { caller } = await authenticate(`Bearer ${identity}`);
    const operation = { query, operationName, variables: variablesOf(given) };
    const trace = tracer?.begin({ parent: traceparent });
    const ownLogger = logger.child({ requestId });
    const answer = await run(operation, { caller, requestId, logger: ownLogger, trace, cancellation });
    return resultOf(answer);
  };
}
