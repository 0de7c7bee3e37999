import { createClient } from "@redis/client";
import type { Logger } from "../logger.ts";

const longestReconnectMs = 1_000;

/** A client that connects on its own, and again whenever the connection is lost; meanwhile its commands reject. */
export function openRedis({ url, name, logger }: { url: string; name: string; logger: Logger }) {
  const client = createClient({
    url,
    name,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (failures) => Math.min(20 * 2 ** failures, longestReconnectMs) },
  });
  // Each attempt that fails; without a listener the first one would end the process.
  client.on("error", (err: unknown) => logger.warn({ err }, "redis is away"));
  const connecting = client.connect().catch((err: unknown) => logger.debug({ err }, "redis was never reached"));
  return {
    client,
    async close(): Promise<void> {
      client.destroy();
      await connecting;
    },
  };
}
