import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Metrics } from "../../kernel/telemetry/metrics.ts";

/** Tells how many connections are open and what goes over them, WebSockets included. Costs nothing but when somebody looks. */
export function watchConnections(server: Server, metrics: Metrics): void {
  const open = new Set<Socket>();
  const ended = { received: 0, sent: 0 };
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => {
      open.delete(socket);
      ended.received += socket.bytesRead;
      ended.sent += socket.bytesWritten;
    });
  });
  metrics.gauge({
    name: "airgraph_router_connections",
    help: "Open connections of clients.",
    read: () => open.size,
  });
  metrics.total({
    name: "airgraph_router_bytes_total",
    help: "Bytes received from clients and sent to them.",
    read() {
      let { received, sent } = ended;
      for (const { bytesRead, bytesWritten } of open) {
        received += bytesRead;
        sent += bytesWritten;
      }
      return [
        { labels: { direction: "received" }, value: received },
        { labels: { direction: "sent" }, value: sent },
      ];
    },
  });
}
