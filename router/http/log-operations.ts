import type { ApolloServerPlugin } from "@apollo/server";
import type { RequestContext } from "../request-context.ts";

/** One line in the log for each operation: what it was called, how long it took, which errors it met; no values of it. */
export const logOperations: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    const startedAt = performance.now();
    return {
      async willSendResponse({ contextValue: { logger }, operation, operationName, errors = [] }) {
        logger.info(
          {
            operation: operationName ?? null,
            kind: operation?.operation ?? null,
            durationMs: Math.round(performance.now() - startedAt),
            errors: errors.map(({ extensions }) => extensions["code"]),
          },
          "operation",
        );
      },
    };
  },
};
