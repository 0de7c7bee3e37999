import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Passes TCP connections on, and can cut them: what a network does that nobody on either side has asked for. */
export interface Relay {
  readonly port: number;
  /** Cuts all connections there are. @returns how many */
  cut(): number;
  stop(): Promise<void>;
}

/** @param targetPort on this machine */
export async function startRelay(targetPort: number): Promise<Relay> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(targetPort, "127.0.0.1");
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [socket, other] of [pair, [far, near] as const]) {
      socket.pipe(other);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the relay has no TCP address");
  const cut = () => {
    const count = pairs.size;
    for (const [near, far] of pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
    return count;
  };
  return {
    port: address.port,
    cut,
    async stop() {
      const closed = once(server, "close");
      server.close();
      cut();
      await closed;
    },
  };
}
