import type { Clock } from "../kernel/clock.ts";
import type { CallerExecutor } from "../kernel/executor/signing-executor.ts";
import type { Health } from "../kernel/http/health.ts";
import { type ConnectionLimits, startHttpServer } from "../kernel/http/http-server.ts";
import type { Logger } from "../kernel/logger.ts";
import { SayableError } from "../kernel/process/sayable-error.ts";
import { startInOrder } from "../kernel/process/start-in-order.ts";
import { type Metrics, noMetrics } from "../kernel/telemetry/metrics.ts";
import type { Tracer } from "../kernel/telemetry/tracer.ts";
import type { AuthorizationMode } from "./authorization/authorize.ts";
import { createDocuments, type Documents, type SafelistMode } from "./documents/documents.ts";
import { readManifest } from "./documents/read-manifest.ts";
import { createAnswerBodies } from "./http/answer-body.ts";
import { startApolloServer } from "./http/apollo-server.ts";
import { createCookieJar } from "./http/cookies.ts";
import { sandboxOrigins } from "./http/cors.ts";
import { createHttpHandler, type Route } from "./http/handle-http.ts";
import { createOriginCheck } from "./http/own-origin.ts";
import type { Authenticate } from "./identity/authenticate.ts";
import type { Standings } from "./identity/standings.ts";
import { openBudgets } from "./limits/budgets.ts";
import type { OperationLimits } from "./limits/operation-limits.ts";
import { createHttpStreams } from "./live/http/answer-stream.ts";
import { createLive } from "./live/live.ts";
import type { LiveLimits } from "./live/live-limits.ts";
import { createAdmission } from "./operation/admit-operation.ts";
import type { TellOperation } from "./operation/finished-operation.ts";
import { type Answer, createRunOperation, type ExecutorKind, type RunOperation } from "./operation/run-operation.ts";
import { createAnswerSharing } from "./operation/share-answers.ts";
import type { StartPlanner } from "./planning/planner.ts";
import { type BreakingPolicy, followSupergraph } from "./supergraph/follow-supergraph.ts";
import { loadSupergraph } from "./supergraph/load-supergraph.ts";
import { createSupergraphSource } from "./supergraph/supergraph-source.ts";
import { countOperations } from "./telemetry/count-operations.ts";
import { logOperation } from "./telemetry/log-operation.ts";
import { createSlowOperationLog } from "./telemetry/log-slow-operations.ts";
import { watchConnections } from "./telemetry/watch-connections.ts";
import { type ClientTraces, createRequestWatch } from "./telemetry/watch-requests.ts";
import { watchSubscriptions } from "./telemetry/watch-subscriptions.ts";
import { createSupergraphWatch } from "./telemetry/watch-supergraph.ts";
import { createTenantGraphsWatch } from "./telemetry/watch-tenant-graphs.ts";
import { chooseCore, type GraphChoice } from "./tenant-graphs/graph-choice.ts";
import type { StartGraphWorkers } from "./tenant-graphs/graph-workers.ts";
import { createTenantGraphs, tellsTypedGraphs } from "./tenant-graphs/tenant-graphs.ts";
import { serveWebSocket } from "./websocket/serve-websocket.ts";

/** What can be set of a served graph; see router/config.ts. */
export interface GraphConfig extends Omit<OperationLimits, "maximumNesting">, LiveLimits, ConnectionLimits {
  readonly host: string;
  readonly port: number;
  /** Named in the message when the port is taken. */
  readonly portVariable: string;
  readonly shutdownGraceMs: number;
  readonly executor: ExecutorKind;
  readonly shareQueries: boolean;
  /** Where a new supergraph appears; undefined: it stays. */
  /** How many tenants' own graphs are kept; 0: all have the core. */
  readonly maximumTenantGraphs: number;
  readonly supergraphFile: string | undefined;
  readonly breakingSupergraph: BreakingPolicy;
  readonly authorizationMode: AuthorizationMode;
  readonly sandbox: boolean;
  readonly introspection: boolean;
  readonly compression: boolean;
  readonly maximumBodyBytes: number;
  readonly maximumBatch: number;
  readonly maximumCost: number;
  readonly assumedListSize: number;
  readonly automaticPersistedQueries: boolean;
  /** A file; empty for none. */
  readonly persistedDocuments: string;
  readonly safelist: SafelistMode;
  readonly safelistIntrospection: boolean;
  readonly requestsPerMinute: number;
  readonly costPerMinute: number;
  readonly redisUrl?: string | undefined;
  readonly cookieSecure: boolean;
  readonly trustedProxyHops: number;
  readonly corsOrigins: readonly string[];
  readonly clientTraces: ClientTraces;
  readonly slowOperationMs: number;
}

export interface ServedGraph {
  /** Origin of the endpoint. */
  readonly url: string;
  /** The same operations without HTTP. */
  readonly run: RunOperation;
  /**
   * Another supergraph takes the place of this one. Operations that are under way go on; subscriptions that do not fit it end
   * with a reason.
   */
  replace(sdl: string): void;
  /** Connections are closed after their next answer from now on. */
  drain(): void;
  stop(): Promise<void>;
}

/** Far more than any sensible operation, arguments and fragments included; far less than a stack. */
const maximumNesting = 200;

/**
 * Serves a supergraph over HTTP and WebSocket, whatever subgraphs it is made of: all of the router that knows neither its
 * own subgraphs nor an environment.
 *
 * @param options.executors by subgraph name; every subgraph of the supergraph needs one
 * @param options.routes what else is served on the same port
 * @param options.tell of each operation that has ended, besides the log and the metrics
 * @param options.tracer undefined when nothing is traced
 */
export async function serveGraph(options: {
  config: GraphConfig;
  sdl: string;
  executors: Readonly<Record<string, CallerExecutor>>;
  authenticate: Authenticate;
  standings: Standings;
  /** Of the first supergraph and of each that takes its place. */
  startPlanner: StartPlanner;
  /** Which subgraph tells what each tenant has besides; absent when all have the same. */
  tenantGraphs?: { readonly subgraph: string; readonly startWorkers: StartGraphWorkers };
  routes: readonly Route[];
  tell: readonly TellOperation[];
  health: Health;
  metrics?: Metrics;
  tracer?: Tracer | undefined;
  clock: Clock;
  logger: Logger;
}): Promise<ServedGraph> {
  const { config, sdl, executors, authenticate, standings, routes, health, tracer, clock, logger } = options;
  const { metrics = noMetrics } = options;
  const { cookieSecure: secure, trustedProxyHops, corsOrigins, maximumBodyBytes, sandbox } = config;
  return startInOrder(async (started) => {
    const limits = { ...config, maximumNesting, suggestions: config.suggestions || sandbox };
    const { authorizationMode, assumedListSize, maximumCost } = config;
    const { startPlanner: plan } = options;
    const watch = createSupergraphWatch(metrics, () => supergraphs.current());
    const load = (of: string) =>
      loadSupergraph({ sdl: of, plan, limits, assumedListSize, authorizationMode, clock, watch });
    const supergraphs = createSupergraphSource(load(sdl));
    started.push(supergraphs);
    const graphs = chooseGraphs();
    const documents = openDocuments(config);
    const { budgets, close: stopCounting } = await openBudgets({ redisUrl: undefined, ...config, logger });
    started.push({ stop: stopCounting });
    const introspection = config.introspection || sandbox;
    const admit = createAdmission({ graphs, documents, budgets, introspection, maximumCost });
    const counts = countOperations(metrics);
    const logSlow = createSlowOperationLog({ slowMs: config.slowOperationMs, clock });
    const tell: TellOperation = (operation) => {
      counts.tellOperation(operation);
      logOperation(operation);
      logSlow(operation);
      for (const each of options.tell) each(operation);
    };
    const tellEvent: TellOperation = (event) => {
      counts.tellEvent(event);
      logSlow(event);
    };
    const run = await startRunning();
    const apollo = await startApolloServer({ sandbox, logger });
    started.push(apollo);

    const cookies = createCookieJar({ secure, clock });
    const isOwnOrigin = createOriginCheck({ secure, allowed: corsOrigins });
    const entrance = { run, authenticate, cookies, isOwnOrigin, trustedProxyHops, logger };
    const { clientTraces } = config;
    const watchRequest = createRequestWatch({ metrics, tracer, clientTraces, trustedProxyHops, logger });
    const begins = watchSubscriptions(metrics);
    const live = createLive({
      graphs,
      documents,
      admit,
      run,
      executors,
      standings,
      limits: config,
      tellEvent,
      begins,
      clock,
      logger,
    });
    const streams = createHttpStreams(live, tracer);
    await supergraphs.current().ready;
    const http = await startHttpServer({
      host: config.host,
      port: config.port,
      portVariable: config.portVariable,
      graceMs: config.shutdownGraceMs,
      handle: createHttpHandler({
        ...entrance,
        ...config,
        apollo,
        bodyOf: createAnswerBodies(config.shareQueries),
        routes,
        watchRequest,
        streams,
        corsOrigins: sandbox ? [...corsOrigins, ...sandboxOrigins] : corsOrigins,
      }),
      health,
      // Behind proxies all connections have their addresses; the handler counts requests of clients then.
      limits: { ...config, socketsPerAddress: trustedProxyHops === 0 ? config.socketsPerAddress : Infinity },
      logger,
    });
    started.push(http);
    watchConnections(http.server, metrics);
    started.push(
      {
        async stop() {
          streams.stop();
          live.stop();
        },
      },
      serveWebSocket({
        ...entrance,
        server: http.server,
        live,
        maximumMessageBytes: maximumBodyBytes,
        metrics,
        tracer,
        clock,
      }),
    );
    const { supergraphFile: file, breakingSupergraph: breaking } = config;
    if (file !== undefined)
      started.push(
        followSupergraph({ ...supergraphs, file, breaking, subgraphs: Object.keys(executors), load, watch, logger }),
      );
    return { url: http.url, run, replace: (next) => supergraphs.replace(load(next)), drain: () => http.drain() };

    function chooseGraphs(): GraphChoice {
      const { tenantGraphs: about } = options;
      // Apollo's gateway knows one supergraph.
      if (about === undefined || config.executor === "reference" || config.maximumTenantGraphs === 0)
        return chooseCore(supergraphs);
      const { subgraph, startWorkers } = about;
      const executor = executors[subgraph];
      if (executor === undefined || !tellsTypedGraphs(supergraphs.current())) return chooseCore(supergraphs);
      const own = createTenantGraphs({
        supergraphs,
        subgraph,
        executor,
        startWorkers,
        maximum: config.maximumTenantGraphs,
        watch: createTenantGraphsWatch(metrics, () => own.held()),
        logger,
      });
      started.push(own);
      return own;
    }

    async function startRunning(): Promise<RunOperation> {
      const share = config.shareQueries ? createAnswerSharing<Answer>() : undefined;
      if (config.executor === "own") return createRunOperation({ admit, executors, tell, share });
      // Apollo's gateway takes 25 MB, and a second to load.
      const { startReference } = await import("./reference/run-reference.ts");
      const { countFetch } = counts;
      const supergraph = supergraphs.current();
      const reference = await startReference({ supergraph, admit, executors, tell, countFetch, logger });
      started.push(reference);
      return reference.run;
    }
  });
}

function openDocuments(config: GraphConfig): Documents {
  const { persistedDocuments: file, safelist: mode } = config;
  if (mode !== "off" && file === "")
    throw new SayableError(`SAFELIST=${mode} needs a list: set PERSISTED_DOCUMENTS to your clients' manifest.`);
  return createDocuments({
    manifest: file === "" ? new Map() : readManifest(file),
    mode,
    introspectionExempt: config.safelistIntrospection,
    registers: config.automaticPersistedQueries,
    look(source, supergraph) {
      const prepared = supergraph.prepare(source);
      if (prepared.kind === "invalid") return "invalid";
      return prepared.introspection === "only" ? "introspection" : "operation";
    },
  });
}
