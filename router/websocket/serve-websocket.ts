import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import type { Clock } from "../../kernel/clock.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../kernel/errors/error-code.ts";
import { stopWebSockets } from "../../kernel/http/stop-web-sockets.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Metrics } from "../../kernel/telemetry/metrics.ts";
import type { Tracer } from "../../kernel/telemetry/tracer.ts";
import type { CookieJar } from "../http/cookies.ts";
import { endpointPath } from "../http/handle-http.ts";
import type { IsOwnOrigin } from "../http/own-origin.ts";
import { sourceOf } from "../http/source.ts";
import type { Authenticate } from "../identity/authenticate.ts";
import { type CloseCode, closeCodes } from "../live/close-code.ts";
import type { Live } from "../live/live.ts";
import { watchSockets } from "../telemetry/watch-sockets.ts";
import { speakGraphqlWs, subprotocol } from "./speak-graphql-ws.ts";

/** Why nobody may begin a connection with these credentials; anything else is ours, and tried again. */
const refusals: Partial<Record<ErrorCode, true>> = { UNAUTHENTICATED: true, FORBIDDEN: true };

/** The whole API over graphql-ws, on the endpoint's own path. */
export function serveWebSocket(options: {
  server: Server;
  live: Live;
  authenticate: Authenticate;
  maximumMessageBytes: number;
  cookies: CookieJar;
  isOwnOrigin: IsOwnOrigin;
  trustedProxyHops: number;
  metrics: Metrics;
  tracer: Tracer | undefined;
  clock: Clock;
  logger: Logger;
}): { stop(): Promise<void> } {
  const { server, live, authenticate, maximumMessageBytes, cookies, isOwnOrigin, trustedProxyHops, logger } = options;
  const sockets = new WebSocketServer({
    server,
    path: endpointPath,
    maxPayload: maximumMessageBytes,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
    // Before the handshake, which a flood of connections should not get for nothing.
    verifyClient({ req }, answer) {
      const place = live.places.connect(sourceOf(req, "websocket", trustedProxyHops).address);
      if (place.kind === "refused") {
        const status = place.limit === "process" ? 503 : 429;
        answer(false, status, "Too many connections", { "retry-after": "5" });
        return;
      }
      req.socket.once("close", () => place.leave());
      answer(true);
    },
  });
  watchSockets(sockets, options);
  const heartbeat = keepAlive(sockets, live.limits.heartbeatMs);

  sockets.on("connection", (socket, request) => {
    // What is malformed below the protocol, or too large: ws closes the socket by itself.
    socket.on("error", (err) => logger.debug({ err }, "a WebSocket failed"));
    heartbeat.begin(socket);
    const source = sourceOf(request, "websocket", trustedProxyHops);
    speakGraphqlWs(socket, {
      live,
      authenticate: async (authorization) => authenticate(authorization ?? cookieOf(request)),
      refusalOf(error) {
        if (error instanceof AirgraphError && error.code in refusals)
          return { code: closeCodes.forbidden, reason: error.code };
        return unverifiable(error);
      },
      createContext(caller) {
        const requestId = randomUUID();
        return { caller, source, requestId, logger: logger.child({ requestId }), trace: options.tracer?.begin() };
      },
      clock: options.clock,
      logger,
    });
  });

  return {
    async stop() {
      heartbeat.stop();
      await stopWebSockets(sockets, {
        async dispose() {
          for (const socket of sockets.clients) socket.close(closeCodes.goingAway, "Going away");
          await new Promise<void>((resolve) => sockets.close(() => resolve()));
        },
      });
    },
  };

  function unverifiable(error: unknown): { code: CloseCode; reason: string } {
    if (error instanceof AirgraphError) return { code: closeCodes.tryAgainLater, reason: error.code };
    logger.error({ err: error }, "a caller could not be verified");
    return { code: closeCodes.internal, reason: "Internal server error" };
  }

  /**
   * A browser sends the cookies of a session along whoever's page opens the socket.
   * @throws AirgraphError FORBIDDEN for a page of another origin
   */
  function cookieOf({ headers }: IncomingMessage): string | undefined {
    const { accessToken } = cookies.read(headers.cookie);
    if (accessToken === undefined) return undefined;
    if (!isOwnOrigin(headers))
      throw new AirgraphError(
        "FORBIDDEN",
        "A page of this origin may not use the session's cookies; see CORS_ORIGINS.",
      );
    return `Bearer ${accessToken}`;
  }
}

/** A network that is gone tells nobody: what does not answer one ping before the next is cut. */
function keepAlive(sockets: WebSocketServer, everyMs: number): { begin(socket: WebSocket): void; stop(): void } {
  const silent = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) socket.terminate();
      silent.add(socket);
      socket.ping();
    }
  }, everyMs);
  timer.unref();
  return {
    begin: (socket) => void socket.on("pong", () => silent.delete(socket)),
    stop: () => clearInterval(timer),
  };
}
