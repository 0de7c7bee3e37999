import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { type Clock, systemClock } from "../kernel/clock.ts";
import { type Env, readConfig } from "../kernel/config/settings.ts";
import type { Executor } from "../kernel/executor/executor.ts";
import { type CallerExecutor, signFor } from "../kernel/executor/signing-executor.ts";
import {
  createDelegationVerifier,
  createIdentitySigner,
  supergraphAudience,
} from "../kernel/identity/signed-identity.ts";
import type { Logger } from "../kernel/logger.ts";
import { startInOrder } from "../kernel/process/start-in-order.ts";
import { noMetrics } from "../kernel/telemetry/metrics.ts";
import { serveMetrics } from "../kernel/telemetry/serve-metrics.ts";
import { startTracing } from "../kernel/telemetry/start-tracing.ts";
import { type SubgraphName, subgraphNames } from "../subgraphs/registry.ts";
import { settings } from "./config.ts";
import { connectSubgraphs, type Telemetry } from "./connect-subgraphs.ts";
import { createHookReceiver } from "./http/receive-hook.ts";
import { createPingReceiver } from "./http/receive-ping.ts";
import { createJwksServer } from "./http/serve-jwks.ts";
import { createAccessTokenKeys } from "./identity/access-token-keys.ts";
import { createAuthenticate } from "./identity/authenticate.ts";
import { createStandings } from "./identity/standings.ts";
import { createSupergraphExecutor } from "./identity/supergraph-executor.ts";
import { createGraphiqlServer } from "./landing/serve-graphiql.ts";
import { createInlinePlanner, type Planner, type StartPlanner } from "./planning/planner.ts";
import { startThreadedPlanner } from "./planning/threaded-planner.ts";
import { serveGraph } from "./serve-graph.ts";
import { startGraphThreads, startInlineWorkers } from "./tenant-graphs/graph-workers.ts";
import { createOperationReporter } from "./usage/report-operations.ts";

export interface RunningRouter {
  /** Origin of the endpoint. */
  readonly url: string;
  /** Not ready, then drained, then stopped; the subgraphs of this process after the router. */
  stop(): Promise<void>;
}

/** As `npm run schema` composed it. */
const composedSupergraph = new URL("../schema/supergraph.graphql", import.meta.url);

/**
 * Starts the public endpoint, and the subgraphs that have no URL of their own in this same process.
 * @throws ConfigError with every problem of the environment at once; PortTakenError
 */
export async function startRouter(options: { env: Env; logger: Logger; clock?: Clock }): Promise<RunningRouter> {
  const { env, logger, clock = systemClock } = options;
  return startInOrder(async (started) => {
    let phase: "starting" | "serving" | "stopping" = "starting";

    let planning: ReturnType<typeof planOn> | undefined;
    // A subgraph of this process may ask the supergraph before there is one: a run that goes on after a restart does.
    let announce: (executor: Executor) => void = () => {};
    const supergraphExecutor = new Promise<Executor>((resolve) => {
      announce = resolve;
    });
    let telemetry: Telemetry = { metrics: noMetrics, tracer: undefined };
    const subgraphs = await connectSubgraphs({
      env,
      clock,
      logger,
      supergraph: async (request) => (await supergraphExecutor)(request),
      async whenConfigured() {
        planning = planOn(readConfig(settings, env), logger);
        const served = await serveMetrics({ env, logger });
        started.push(served);
        const tracing = await startTracing({ env, serviceName: "airgraph-router", logger });
        started.push(tracing);
        telemetry = { metrics: served.metrics, tracer: tracing.tracer };
        return telemetry;
      },
    });
    started.push(subgraphs);
    const config = readConfig(settings, env);
    const { sdl, startPlanner } = planning ?? planOn(config, logger);
    const sign = createIdentitySigner({
      issuer: "router",
      key: config.identityKey,
      secret: config.identitySecret,
      clock,
    });
    const executors = Object.fromEntries(
      subgraphNames.map((name) => [name, subgraphs.guard(name, signFor(name, sign, subgraphs.executors[name]))]),
    ) as Record<SubgraphName, CallerExecutor>;
    const verifyDelegated = createDelegationVerifier({
      issuer: "workflow",
      audience: supergraphAudience,
      key: config.delegationKey,
      secret: config.identitySecret,
      clock,
    });
    const keys = createAccessTokenKeys({ auth: executors.auth, clock });
    const standings = createStandings({ auth: executors.auth, clock });
    const authenticate = createAuthenticate({ keys, standings, verifyDelegated, clock });
    const reporter = createOperationReporter({ analytics: executors.analytics, clock, logger });
    started.push(reporter);

    const graph = await serveGraph({
      config: { ...config, portVariable: settings.port.variable },
      sdl,
      executors,
      startPlanner,
      tenantGraphs: {
        subgraph: "airtable",
        startWorkers: config.plannerThread ? startGraphThreads(logger) : startInlineWorkers,
      },
      authenticate,
      standings,
      routes: [
        createPingReceiver(executors.airtable),
        createHookReceiver(executors.workflow),
        createJwksServer(keys),
        createGraphiqlServer({ open: config.sandbox }),
      ],
      tell: [reporter.tell],
      health: { notReady: async () => (phase === "serving" ? subgraphs.notReady() : [`router: ${phase}`]) },
      ...telemetry,
      clock,
      logger,
    });
    started.push(graph);
    const { tracer } = telemetry;
    announce(createSupergraphExecutor({ run: graph.run, authenticate, tracer, logger }));
    started.push({
      async stop() {
        phase = "stopping";
        graph.drain();
        await delay(config.shutdownDelayMs);
      },
    });
    phase = "serving";
    logger.info({ url: graph.url }, "router listens");
    return { url: graph.url };
  });
}

/** The planner takes a while to start, on a thread of its own: as long as subgraphs take to connect, if it starts at once. */
function planOn(
  { supergraphFile, plannerThread }: { supergraphFile: string | undefined; plannerThread: boolean },
  logger: Logger,
): { readonly sdl: string; readonly startPlanner: StartPlanner } {
  const sdl = readFileSync(supergraphFile ?? composedSupergraph, "utf8");
  if (!plannerThread) return { sdl, startPlanner: createInlinePlanner };
  let first: Planner | undefined = startThreadedPlanner({ sdl, logger });
  return {
    sdl,
    startPlanner(of) {
      const started = of === sdl ? first : undefined;
      first = undefined;
      return started ?? startThreadedPlanner({ sdl: of, logger });
    },
  };
}
