import { ApolloServer, type ApolloServerOptionsWithGateway } from "@apollo/server";
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { GraphQLError } from "graphql";
import { maskError } from "../../kernel/errors/mask-error.ts";
import type { Logger } from "../../kernel/logger.ts";
import { sandboxPage } from "../landing/sandbox-page.ts";
import type { RunOperation } from "../operation/run-operation.ts";
import type { RequestContext } from "../request-context.ts";
import type { SupergraphSource } from "../supergraph/supergraph-source.ts";

/** What speaks HTTP with clients that want something else than the plain way: GET, the landing page, odd media types. */
export async function startApolloServer(options: {
  supergraphs: SupergraphSource;
  run: RunOperation;
  sandbox: boolean;
  logger: Logger;
}): Promise<ApolloServer<RequestContext>> {
  const { supergraphs, run, sandbox, logger } = options;
  const server = new ApolloServer<RequestContext>({
    gateway: gatewayOf(supergraphs, run),
    introspection: sandbox,
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

/** Our executor as Apollo Server knows gateways. */
function gatewayOf(
  supergraphs: SupergraphSource,
  run: RunOperation,
): ApolloServerOptionsWithGateway<RequestContext>["gateway"] {
  return {
    async load() {
      return {
        schema: supergraphs.current().apiSchema,
        async executor({ source, request: { operationName, variables }, context }) {
          // Apollo's types leave the context open; it is what this router makes for each request.
          const answer = await run({ query: source, operationName, variables }, context as unknown as RequestContext);
          const errors = answer.errors.map(({ message, ...rest }) => new GraphQLError(message, rest));
          if (answer.kind === "refused") return { errors };
          const { extensions } = answer;
          return {
            data: JSON.parse(answer.dataJson),
            ...(errors.length === 0 ? {} : { errors }),
            ...(extensions === undefined ? {} : { extensions }),
          };
        },
      };
    },
    onSchemaLoadOrUpdate: (callback) =>
      supergraphs.onChange(({ apiSchema, sdl }) => callback({ apiSchema, coreSupergraphSdl: sdl })),
    async stop() {},
  };
}
