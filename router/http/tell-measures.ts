import type { ApolloServerPlugin } from "@apollo/server";
import type { RequestContext } from "../request-context.ts";

/** Puts what an answer cost into its `extensions.measures`, by subgraph, for clients that asked for it. */
export const tellMeasures: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue: { measures }, response: { body } }) {
        if (measures === undefined || body.kind !== "single") return;
        body.singleResult.extensions = { ...body.singleResult.extensions, measures: Object.fromEntries(measures) };
      },
    };
  },
};
