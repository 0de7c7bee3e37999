import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Ports that nobody listens on, all different. Processes must know each other's addresses before they run, so ports are
 * chosen for them.
 */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  return Promise.all(
    servers.map(async (server) => {
      await once(server, "listening");
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
      return address.port;
    }),
  ).finally(async () =>
    Promise.all(
      servers.map(async (server) => {
        server.close();
        await once(server, "close");
      }),
    ),
  );
}

export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}
