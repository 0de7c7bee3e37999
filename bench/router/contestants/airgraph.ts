import { fork } from "node:child_process";
import cluster from "node:cluster";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { systemClock as clock, steadyClock } from "../../../kernel/clock.ts";
import { readConfig } from "../../../kernel/config/settings.ts";
import type { Executor } from "../../../kernel/executor/executor.ts";
import { createRemoteExecutor } from "../../../kernel/executor/remote-executor.ts";
import { type CallerExecutor, signFor } from "../../../kernel/executor/signing-executor.ts";
import { createIdentitySigner } from "../../../kernel/identity/signed-identity.ts";
import { generateSigningKey } from "../../../kernel/identity/signing-key.ts";
import { createLogger } from "../../../kernel/logger.ts";
import { createPrometheusMetrics } from "../../../kernel/telemetry/prometheus-metrics.ts";
import { settings } from "../../../router/config.ts";
import { createAccessTokenKeys } from "../../../router/identity/access-token-keys.ts";
import { createAuthenticate } from "../../../router/identity/authenticate.ts";
import { createStandings } from "../../../router/identity/standings.ts";
import { startThreadedPlanner } from "../../../router/planning/threaded-planner.ts";
import { serveGraph } from "../../../router/serve-graph.ts";
import { guardSubgraph } from "../../../router/upstream/guard-subgraph.ts";
import { patienceOf } from "../../../router/upstream/settings.ts";
import { createOperationReporter } from "../../../router/usage/report-operations.ts";
import { type SubgraphName, subgraphNames } from "../graph/subgraph-sdl.ts";
import { accessTokenKeyId, person } from "./caller.ts";
import { executeSubgraph, type IdentityKeys } from "./execute-subgraph.ts";

/**
 * Airgraph's router on the benchmark's graph, with its defaults: who asks is established for each request, and signed for each
 * subgraph that is asked. Usage: `airgraph.js --port <port> --supergraph <file> --key <public key of access tokens>`, and a
 * `--subgraph <name>=<url>` for each, without which it is executed in this process, or with `--apart` in one beside it; `--workers
 * <number>` of processes; `--share` for SHARE_QUERIES.
 */
const { values: flags } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    supergraph: { type: "string", default: "" },
    key: { type: "string", default: "" },
    subgraph: { type: "string", multiple: true, default: [] },
    workers: { type: "string", default: "1" },
    share: { type: "boolean", default: false },
    apart: { type: "boolean", default: false },
  },
});

if (cluster.isPrimary && Number(flags.workers) > 1) {
  for (let worker = 0; worker < Number(flags.workers); worker += 1) cluster.fork();
} else {
  await serve();
}

async function serve(): Promise<void> {
  const identityKeys = generateSigningKey();
  const config = readConfig(settings, {
    ROUTER_PORT: flags.port,
    IDENTITY_PRIVATE_KEY: identityKeys.privateKey,
    IDENTITY_SECRET: randomBytes(32).toString("base64"),
    DELEGATION_PUBLIC_KEY: generateSigningKey().publicKey,
    SHARE_QUERIES: String(flags.share),
  });
  const { identityKey: key, identitySecret: secret } = config;
  const logger = createLogger({ level: config.logLevel, format: config.logFormat });
  const sign = createIdentitySigner({ issuer: "router", key, secret, clock });
  const keysOfIdentities = { publicKey: identityKeys.publicKey, secret };
  const urls = flags.apart ? await startApart(keysOfIdentities) : new Map(flags.subgraph.map(toEntry));
  const executors = Object.fromEntries(subgraphNames.map((name) => [name, guarded(name)]));
  const keys = createAccessTokenKeys({ auth, clock });
  const standings = createStandings({ auth, clock });
  const reporter = createOperationReporter({ analytics, clock, logger });
  await serveGraph({
    config: { ...config, portVariable: settings.port.variable },
    sdl: readFileSync(flags.supergraph, "utf8"),
    executors,
    startPlanner: (sdl) => startThreadedPlanner({ sdl, logger }),
    authenticate: createAuthenticate({ keys, standings, verifyDelegated, clock }),
    standings,
    routes: [],
    tell: [reporter.tell],
    health: { notReady: async () => [] },
    metrics: createPrometheusMetrics().metrics,
    clock,
    logger,
  });

  function guarded(name: SubgraphName): CallerExecutor {
    const executor = signFor(name, sign, executorOf(name));
    if (!urls.has(name)) return executor;
    return guardSubgraph(executor, {
      name,
      clock: steadyClock,
      random: Math.random,
      timeoutMs: config.subgraphTimeoutMs,
      ...patienceOf(config),
      onBreakerChange: (phase) => process.stderr.write(`${name}: ${phase}\n`),
    });
  }

  function executorOf(name: SubgraphName): Executor {
    const url = urls.get(name);
    if (url !== undefined) return createRemoteExecutor({ name, url, timeoutMs: config.subgraphTimeoutMs }).execute;
    return executeSubgraph(name, { keys: keysOfIdentities, clock, logger });
  }
}

/** @returns where each subgraph is served, by name */
async function startApart({ publicKey, secret }: IdentityKeys): Promise<ReadonlyMap<string, string>> {
  const child = fork(fileURLToPath(new URL("subgraphs-apart.js", import.meta.url)), [
    publicKey,
    secret.toString("base64"),
  ]);
  const [urls] = await once(child, "message");
  return new Map(z.array(z.tuple([z.string(), z.string()])).parse(urls));
}

function toEntry(told: string): [name: string, url: string] {
  const [name = "", url = ""] = told.split("=");
  return [name, url];
}

/** What the router asks of the auth subgraph: who signs access tokens, and what a session may do. */
async function auth({ query, variables }: Parameters<CallerExecutor>[0]) {
  if (query.includes("accessTokenKeys"))
    return { data: { accessTokenKeys: [{ keyId: accessTokenKeyId, publicKey: flags.key }] } };
  const asked = variables?.["of"];
  return { data: { standings: Array.isArray(asked) ? asked.map(() => ({ caller: person, expiresAt: null })) : [] } };
}

/** Takes every report of operations. */
async function analytics() {
  return { data: { recordOperations: true } };
}

async function verifyDelegated(): Promise<never> {
  throw new Error("no run asks here");
}
