import type { Clock } from "../kernel/clock.ts";
import { ConfigError, configProblems, type Env, readConfig } from "../kernel/config/settings.ts";
import type { Executor } from "../kernel/executor/executor.ts";
import { createRemoteExecutor } from "../kernel/executor/remote-executor.ts";
import type { Logger } from "../kernel/logger.ts";
import type { Metrics } from "../kernel/telemetry/metrics.ts";
import { registry, type SubgraphName, subgraphNames } from "../subgraphs/registry.ts";
import { settings, subgraphUrlSettings } from "./config.ts";

export interface ConnectedSubgraphs {
  readonly executors: Readonly<Record<SubgraphName, Executor>>;
  /** What of the subgraphs in this process is not ready. One in another process costs its fields, not our readiness. */
  notReady(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/**
 * Reaches each subgraph where its `SUBGRAPH_<NAME>_URL` says, or starts it here when that is empty.
 * @throws ConfigError with the problems of the router and of every subgraph that would start here
 */
export async function connectSubgraphs(options: {
  env: Env;
  /** For the subgraphs in this process. */
  supergraph: Executor;
  clock: Clock;
  /** Asked for once the configuration has proved to be good. */
  startMetrics: () => Promise<Metrics>;
  logger: Logger;
}): Promise<ConnectedSubgraphs> {
  const { env, supergraph, clock, startMetrics, logger } = options;
  const urlProblems = configProblems([subgraphUrlSettings], env);
  const urls = urlProblems.length === 0 ? readConfig(subgraphUrlSettings, env) : undefined;
  const local = await Promise.all(
    subgraphNames
      .filter((name) => urls?.[name] === undefined)
      .map(async (name) => ({ name, subgraph: await registry[name].load() })),
  );
  const problems = configProblems(
    [settings, subgraphUrlSettings, ...local.map(({ subgraph }) => subgraph.settings)],
    env,
  );
  if (problems.length > 0) throw new ConfigError(problems);

  const { subgraphTimeoutMs: timeoutMs } = readConfig(settings, env);
  const metrics = await startMetrics();
  const outcomes = await Promise.allSettled(
    local.map(async ({ name, subgraph }) => ({
      name,
      running: await subgraph.start({ env, logger, clock, metrics, supergraph }),
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
    return url === undefined ? [] : [{ name, executor: createRemoteExecutor({ name, url, timeoutMs }) }];
  });

  return {
    executors: Object.fromEntries([
      ...started.map(({ name, running }) => [name, running.executor]),
      ...remote.map(({ name, executor }) => [name, executor.execute]),
    ]) as Record<SubgraphName, Executor>,
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
