import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { GraphQLError } from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Supergraph } from "../execution/supergraph.ts";
import { sandboxPage } from "../landing/sandbox-page.ts";
import { depthRule } from "../limits/depth-rule.ts";
import type { OperationLimits } from "../limits/operation-limits.ts";
import type { RequestContext } from "../request-context.ts";
import { logOperations } from "./log-operations.ts";
import { tellMeasures } from "./tell-measures.ts";

/** The pipeline that parses, validates and executes queries and mutations. Starting it loads the supergraph. */
export async function startApolloServer(options: {
  supergraph: Supergraph;
  sandbox: boolean;
  limits: OperationLimits;
  plugins: ApolloServerPlugin<RequestContext>[];
  logger: Logger;
}): Promise<ApolloServer<RequestContext>> {
  const { supergraph, sandbox, limits, plugins, logger } = options;
  const server = new ApolloServer<RequestContext>({
    gateway: supergraph.gateway,
    introspection: sandbox,
    persistedQueries: false,
    validationRules: [depthRule(limits.maximumDepth)],
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: logger.child({ part: "apollo" }, { level: "warn" }),
    formatError: (_formatted, error) => maskError(asCostLimit(error), logger),
    plugins: [
      sandbox ? sandboxPage() : ApolloServerPluginLandingPageDisabled(),
      // Nothing is reported to Apollo, whatever the environment holds.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      refuseUnknownOperation,
      logOperations,
      tellMeasures,
      ...plugins,
    ],
  });
  await server.start();
  return server;
}

/** The query planner says only in words that it gave up (see the limits in execution/supergraph.ts). */
function asCostLimit(error: unknown): unknown {
  const planning = error instanceof Error && error.message.startsWith("Too many options generated");
  if (!planning) return error;
  return new AirgraphError(
    "COST_LIMIT_EXCEEDED",
    "The operation can be answered in too many ways to plan; ask for less at once.",
  );
}

/** A gateway is asked to plan even when no operation has the name that was asked for, and fails with a 500. */
const refuseUnknownOperation: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, request }) {
        if (operation) return;
        const message =
          request.operationName === undefined
            ? "The document has several operations; say in operationName which one to run."
            : `The document has no operation named ${JSON.stringify(request.operationName)}.`;
        throw new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT", http: { status: 400 } } });
      },
    };
  },
};
