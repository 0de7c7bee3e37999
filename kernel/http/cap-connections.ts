import type { Server } from "node:http";
import type { Socket } from "node:net";
import { createPlacesByNetwork } from "./places-by-network.ts";

/** What clients whose address has too many connections are told before theirs is closed; most don't wait to be told. */
const refusal = "HTTP/1.1 429 Too Many Requests\r\nconnection: close\r\nretry-after: 5\r\ncontent-length: 0\r\n\r\n";

/**
 * Bounds how many connections are open at once, whatever goes over them. Beyond `maximumSockets` Node closes new ones as
 * they come; an address is refused before its requests are read.
 */
export function capConnections(
  server: Server,
  { maximumSockets, socketsPerAddress }: { maximumSockets: number; socketsPerAddress: number },
): void {
  const places = createPlacesByNetwork(socketsPerAddress);
  server.maxConnections = maximumSockets;
  // Before Node's own listener, which begins to read.
  server.prependListener("connection", (socket: Socket) => {
    const leave = places.take(socket.remoteAddress ?? "unknown");
    if (leave !== undefined) {
      socket.once("close", leave);
      return;
    }
    socket.end(refusal);
    socket.destroySoon();
  });
}
