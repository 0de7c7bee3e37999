import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { maskError } from "../../kernel/errors/mask-error.ts";
import type { Logger } from "../../kernel/logger.ts";
import { sandboxPage } from "../landing/sandbox-page.ts";
import type { RequestContext } from "../request-context.ts";

/** What shows browsers the endpoint's page. Operations are answered without it. */
export async function startApolloServer(options: {
  sandbox: boolean;
  logger: Logger;
}): Promise<ApolloServer<RequestContext>> {
  const { sandbox, logger } = options;
  const server = new ApolloServer<RequestContext>({
    // It wants a schema, and is asked nothing.
    typeDefs: "type Query { page: String }",
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: logger.child({ part: "apollo" }, { level: "warn" }),
    formatError: (_formatted, error) => maskError(error, logger),
    plugins: [
      sandbox ? sandboxPage() : ApolloServerPluginLandingPageDisabled(),
      // Nothing is reported to Apollo, whatever the environment holds.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
    ],
  });
  await server.start();
  return server;
}
