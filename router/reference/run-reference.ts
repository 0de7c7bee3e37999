import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { type GraphQLFormattedError, parse } from "graphql";
import { maskError } from "../../kernel/errors/mask-error.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { CountedFetch } from "../execution/fetch/finished-fetch.ts";
import type { Admit } from "../operation/admit-operation.ts";
import type { TellOperation } from "../operation/finished-operation.ts";
import { type RunOperation, tellAbout } from "../operation/run-operation.ts";
import { plannerLimits } from "../planning/planner.ts";
import type { RequestContext } from "../request-context.ts";
import type { CoreSupergraph } from "../supergraph/load-supergraph.ts";
import { countFetches } from "./count-fetches.ts";
import { createDataSource } from "./data-source.ts";
import { toGatewaySdl } from "./gateway-sdl.ts";
import { guardGateway } from "./guard-gateway.ts";

/**
 * Queries and mutations run by Apollo's own gateway and server: what our executor is held against, and what is left to
 * fall back to (`EXECUTOR=reference`). It knows one supergraph, and answers no subscriptions.
 */
export async function startReference(options: {
  supergraph: CoreSupergraph;
  admit: Admit;
  executors: Readonly<Record<string, CallerExecutor>>;
  tell: TellOperation;
  countFetch: (fetch: CountedFetch) => void;
  logger: Logger;
}): Promise<{ readonly run: RunOperation; stop(): Promise<void> }> {
  const { supergraph, admit, executors, tell, countFetch, logger } = options;
  const gateway = new ApolloGateway({
    supergraphSdl: toGatewaySdl(supergraph.sdl, parse(supergraph.sdl)),
    queryPlannerConfig: plannerLimits,
    logger: logger.child({ part: "gateway" }, { level: "warn" }),
    buildService({ name }) {
      const executor = executors[name];
      if (executor === undefined) throw new Error(`the supergraph names a subgraph that nobody knows: ${name}`);
      return createDataSource(name, countFetches(name, executor, countFetch));
    },
  });
  const apollo = new ApolloServer<RequestContext>({
    gateway: guardGateway(gateway, supergraph.authorize),
    introspection: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: logger.child({ part: "apollo" }, { level: "warn" }),
    formatError: (_formatted, error) => maskError(error, logger),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // Nothing is reported to Apollo, whatever the environment holds.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      tellOf(tell),
    ],
  });
  await apollo.start();
  return { run, stop: async () => apollo.stop() };

  async function run(request: Parameters<RunOperation>[0], context: RequestContext): ReturnType<RunOperation> {
    const admission = await admit(request, context);
    if (admission.kind === "refused") return admission;
    const { operationName, variables } = request;
    const { body } = await apollo.executeOperation(
      {
        query: admission.source,
        ...(operationName ? { operationName } : {}),
        ...(variables ? { variables: { ...variables } } : {}),
      },
      { contextValue: context },
    );
    if (body.kind !== "single") throw new TypeError("incremental delivery was not asked for");
    const { data, errors = [] } = body.singleResult;
    if (data === undefined) return { kind: "refused", errors };
    const dataJson = JSON.stringify(data);
    return { kind: "executed", errors, dataJson, extensions: tellAbout(admission, context, dataJson) };
  }
}

function tellOf(tell: TellOperation): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      const startedAt = performance.now();
      return {
        async willSendResponse({ contextValue, operation, operationName, errors = [] }) {
          tell({
            context: contextValue,
            kind: operation?.operation,
            name: operationName ?? null,
            errors: errors.map((error): GraphQLFormattedError => error.toJSON()),
            durationMs: performance.now() - startedAt,
          });
        },
      };
    },
  };
}
