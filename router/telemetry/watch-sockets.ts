import type { WebSocketServer } from "ws";
import type { Logger } from "../../kernel/logger.ts";
import type { Metrics } from "../../kernel/telemetry/metrics.ts";
import { sourceOf } from "../http/source.ts";
import { toTenths } from "./log-operation.ts";
import { remember } from "./remember.ts";

/** A client may close with any code; those of the protocols are few. */
const knownCodes = { from: 4_400, to: 4_500 };
const longestUserAgent = 200;

/** Counts WebSockets and writes a line for each that has ended. */
export function watchSockets(
  sockets: WebSocketServer,
  { metrics, trustedProxyHops, logger }: { metrics: Metrics; trustedProxyHops: number; logger: Logger },
): void {
  metrics.gauge({
    name: "airgraph_router_sockets",
    help: "Open WebSockets.",
    read: () => sockets.clients.size,
  });
  const closes = metrics.counter({
    name: "airgraph_router_sockets_closed_total",
    help: "WebSockets that have ended, by the code they were closed with.",
    labels: ["code"],
  });
  const countClose = remember((code: string) => closes({ code }));

  sockets.on("connection", (socket, request) => {
    const startedAt = performance.now();
    const { socket: connection } = request;
    const { address, userAgent } = sourceOf(request, "websocket", trustedProxyHops);
    socket.once("close", (code) => {
      countClose(labelOf(code))();
      logger.info(
        {
          code,
          bytes: connection.bytesWritten,
          durationMs: toTenths(performance.now() - startedAt),
          address,
          userAgent: userAgent?.slice(0, longestUserAgent),
        },
        "WebSocket closed",
      );
    });
  });
}

function labelOf(code: number): string {
  const isKnown = code < 3_000 || (code >= knownCodes.from && code <= knownCodes.to);
  return isKnown ? String(code) : "other";
}
