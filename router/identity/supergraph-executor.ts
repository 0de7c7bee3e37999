import type { ApolloServer } from "@apollo/server";
import type { Executor } from "../../kernel/executor/executor.ts";
import type { IdentityVerifier } from "../../kernel/identity/signed-identity.ts";
import type { Logger } from "../../kernel/logger.ts";
import { executeOperation } from "../execution/execute-operation.ts";
import type { RequestContext } from "../request-context.ts";

/** The whole supergraph behind the executor port, for subgraphs in this process that act in a person's name. */
export function createSupergraphExecutor(options: {
  apollo: ApolloServer<RequestContext>;
  verifyDelegated: IdentityVerifier;
  logger: Logger;
}): Executor {
  const { apollo, verifyDelegated, logger } = options;
  return async ({ identity, requestId, signal, ...operation }) => {
    const caller = await verifyDelegated(identity);
    return executeOperation(apollo, operation, { caller, requestId, logger: logger.child({ requestId }), signal });
  };
}
