import { type Clock, steadyClock } from "../kernel/clock.ts";
import { ConfigError, configProblems, type Env, readConfig } from "../kernel/config/settings.ts";
import { createDeadlines } from "../kernel/deadlines.ts";
import type { Executor } from "../kernel/executor/executor.ts";
import { createRemoteExecutor } from "../kernel/executor/remote-executor.ts";
import type { CallerExecutor } from "../kernel/executor/signing-executor.ts";
import type { Logger } from "../kernel/logger.ts";
import type { Metrics } from "../kernel/telemetry/metrics.ts";
import type { Tracer } from "../kernel/telemetry/tracer.ts";
import { registry, type SubgraphName, subgraphNames } from "../subgraphs/registry.ts";
import { settings, subgraphTimeoutSettings, subgraphUrlSettings } from "./config.ts";
import { answerInTime } from "./upstream/answer-in-time.ts";
import { guardSubgraph } from "./upstream/guard-subgraph.ts";
import { patienceOf } from "./upstream/settings.ts";

/** What a process is watched with. */
export interface Telemetry {
  readonly metrics: Metrics;
  /** Undefined when nothing is traced. */
  readonly tracer: Tracer | undefined;
}

export interface ConnectedSubgraphs {
  readonly executors: Readonly<Record<SubgraphName, Executor>>;
  /** Puts what a subgraph needs before its executor: a time, and in another process retries and a circuit breaker. */
  guard(name: SubgraphName, executor: CallerExecutor): CallerExecutor;
  /** What of the subgraphs in this process is not ready. One in another process costs its fields, not our readiness. */
  notReady(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** How late a subgraph in this process may be found to be late. */
const lookForLateMs = 100;

/**
 * Reaches each subgraph where its `SUBGRAPH_<NAME>_URL` says, or starts it here when that is empty.
 * @throws ConfigError with the problems of the router and of every subgraph that would start here
 */
export async function connectSubgraphs(options: {
  env: Env;
  /** For the subgraphs in this process. */
  supergraph: Executor;
  clock: Clock;
  /** Called once the configuration has proved to be good, before anything is connected. */
  whenConfigured: () => Promise<Telemetry>;
  logger: Logger;
}): Promise<ConnectedSubgraphs> {
  const { env, supergraph, clock, whenConfigured, logger } = options;
  const urlProblems = configProblems([subgraphUrlSettings], env);
  const urls = urlProblems.length === 0 ? readConfig(subgraphUrlSettings, env) : undefined;
  const local = await Promise.all(
    subgraphNames
      .filter((name) => urls?.[name] === undefined)
      .map(async (name) => ({ name, subgraph: await registry[name].load() })),
  );
  const problems = configProblems(
    [settings, subgraphUrlSettings, subgraphTimeoutSettings, ...local.map(({ subgraph }) => subgraph.settings)],
    env,
  );
  if (problems.length > 0) throw new ConfigError(problems);

  const config = readConfig(settings, env);
  const timeouts = readConfig(subgraphTimeoutSettings, env);
  const timeoutOf = (name: SubgraphName) => timeouts[name] ?? config.subgraphTimeoutMs;
  const { metrics, tracer } = await whenConfigured();
  const outcomes = await Promise.allSettled(
    local.map(async ({ name, subgraph }) => ({
      name,
      running: await subgraph.start({ env, logger, clock, metrics, tracer, supergraph }),
    })),
  );
  const started = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) {
    await Promise.all(started.map(({ running }) => running.stop()));
    throw failed.reason;
  }
  const remote = subgraphNames.flatMap((name) => {
    const url = urls?.[name];
    if (url === undefined) return [];
    const executor = createRemoteExecutor({
      name,
      url,
      timeoutMs: timeoutOf(name),
      maximumConnections: config.subgraphConnections,
      maximumWaiting: config.subgraphQueue,
      maximumAnswerBytes: config.subgraphMaximumAnswerBytes,
    });
    return [{ name, executor }];
  });

  const timing = { clock: steadyClock, deadlines: createDeadlines({ clock: steadyClock, periodMs: lookForLateMs }) };
  const spared = new Set<SubgraphName>();
  metrics.gauge({
    name: "airgraph_router_subgraph_spared",
    help: "1 for a subgraph in another process that is asked nothing for a while because it fails.",
    read: () => remote.map(({ name: subgraph }) => ({ labels: { subgraph }, value: spared.has(subgraph) ? 1 : 0 })),
  });

  return {
    executors: Object.fromEntries([
      ...started.map(({ name, running }) => [name, running.executor]),
      ...remote.map(({ name, executor }) => [name, executor.execute]),
    ]) as Record<SubgraphName, Executor>,
    guard(name, executor) {
      if (urls?.[name] === undefined) return answerInTime(executor, { name, timeoutMs: timeoutOf(name), ...timing });
      return guardSubgraph(executor, {
        name,
        clock: steadyClock,
        random: Math.random,
        timeoutMs: timeoutOf(name),
        ...patienceOf(config),
        onBreakerChange(phase) {
          if (phase === "open") spared.add(name);
          else spared.delete(name);
          logger.warn({ subgraph: name }, phase === "open" ? "subgraph fails: it is spared" : "subgraph is back");
        },
      });
    },
    async notReady() {
      const waiting = await Promise.all(
        started.map(async ({ name, running }) => (await running.notReady()).map((what: string) => `${name}: ${what}`)),
      );
      return waiting.flat();
    },
    async stop() {
      await Promise.all([
        ...started.map(({ running }) => running.stop()),
        ...remote.map(({ executor }) => executor.close()),
      ]);
    },
  };
}
