import { createServer } from "node:net";

/** The port of a system's own Postgres, which we never take unless told to. */
const systemPostgresPort = 5432;

/** The preferred port when it is free on 127.0.0.1, otherwise one the system picks; never 5432. */
export async function choosePort(preferred: number | undefined): Promise<number> {
  if (preferred !== undefined && (await isPortFree(preferred))) return preferred;
  for (;;) {
    const port = await listenOnce(0);
    if (port !== null && port !== systemPostgresPort) return port;
  }
}

/** Whether a server could listen on 127.0.0.1:port now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== null;
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : null));
    });
  });
}
