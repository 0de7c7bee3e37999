import type { ApolloServer } from "@apollo/server";
import type { Executor } from "../../kernel/executor/executor.ts";
import type { Logger } from "../../kernel/logger.ts";
import { executeOperation } from "../execution/execute-operation.ts";
import type { RequestContext } from "../request-context.ts";
import type { Authenticate } from "./authenticate.ts";

/** The whole supergraph behind the executor port, for subgraphs in this process that act in a person's name. */
export function createSupergraphExecutor(options: {
  apollo: ApolloServer<RequestContext>;
  authenticate: Authenticate;
  logger: Logger;
}): Executor {
  const { apollo, authenticate, logger } = options;
  return async ({ identity, requestId, signal, ...operation }) => {
    const { caller } = await authenticate(`Bearer ${identity}`);
    return executeOperation(apollo, operation, { caller, requestId, logger: logger.child({ requestId }), signal });
  };
}
