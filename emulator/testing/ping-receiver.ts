import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";

interface Ping {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface PingReceiver {
  readonly url: string;
  /** The pings so far, oldest first. */
  readonly pings: readonly Ping[];
  /** What the next pings are answered with; null never answers. */
  status: number | null;
  /** Resolves once there were this many pings. */
  received(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** A server that takes pings of webhooks, on a free port. */
export async function startPingReceiver(): Promise<PingReceiver> {
  const pings: Ping[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      pings.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      if (receiver.status !== null) response.writeHead(receiver.status, { location: "/elsewhere" }).end();
      server.emit("ping");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the receiver has no TCP address");
  const receiver: PingReceiver = {
    url: `http://127.0.0.1:${address.port}/pings`,
    pings,
    status: 200,
    received: async (count) => {
      while (pings.length < count) await once(server, "ping");
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}
