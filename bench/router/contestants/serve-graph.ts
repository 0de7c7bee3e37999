import type { Clock } from "../../../kernel/clock.ts";
import type { ConfigOf } from "../../../kernel/config/settings.ts";
import type { CallerExecutor } from "../../../kernel/executor/signing-executor.ts";
import { startHttpServer } from "../../../kernel/http/http-server.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { settings } from "../../../router/config.ts";
import { loadSupergraph } from "../../../router/execution/supergraph.ts";
import { startApolloServer } from "../../../router/http/apollo-server.ts";
import { createCookieJar } from "../../../router/http/cookies.ts";
import { createHttpHandler } from "../../../router/http/handle-http.ts";
import { createOriginCheck } from "../../../router/http/own-origin.ts";
import type { Authenticate } from "../../../router/identity/authenticate.ts";
import type { createOperationReporter } from "../../../router/usage/report-operations.ts";

const nowhere = async () => false;

/** Puts the router together as router/start-router.ts does, on any graph. */
export async function serveGraph(options: {
  config: ConfigOf<typeof settings> & { portVariable: string };
  sdl: string;
  executors: Readonly<Record<string, CallerExecutor>>;
  authenticate: Authenticate;
  reporter: ReturnType<typeof createOperationReporter>;
  clock: Clock;
  logger: Logger;
}): Promise<void> {
  const { config, sdl, executors, authenticate, reporter, clock, logger } = options;
  const {
    host,
    port,
    portVariable,
    shutdownGraceMs: graceMs,
    authorizationMode,
    sandbox,
    cookieSecure: secure,
  } = config;
  const { trustedProxyHops, corsOrigins, maximumBodyBytes } = config;
  const limits = { ...config, maximumNesting: 200 };
  const supergraph = loadSupergraph({ sdl, executors, authorizationMode, clock, logger });
  const apollo = await startApolloServer({ supergraph, sandbox, limits, plugins: [reporter.plugin], logger });
  const handle = createHttpHandler({
    apollo,
    authenticate,
    cookies: createCookieJar({ secure, clock }),
    isOwnOrigin: createOriginCheck({ secure, allowed: corsOrigins }),
    trustedProxyHops,
    receivePing: nowhere,
    serveJwks: nowhere,
    maximumBodyBytes,
    limits,
    corsOrigins,
    logger,
  });
  await startHttpServer({ host, port, portVariable, graceMs, handle, health: { notReady: async () => [] }, logger });
}
