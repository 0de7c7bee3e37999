import { Client } from "pg";
import type { Logger } from "../logger.ts";
import { eventChannel } from "./event-log.ts";

export interface Listener {
  /** Calls back with each notification's payload, and with undefined when some may have been missed. */
  subscribe(callback: (payload: string | undefined) => void): () => void;
  stop(): Promise<void>;
}

const reconnectMs = 500;

/**
 * One LISTEN connection for the whole process, on a `pg` client of its own: it must never be a pooled connection, and
 * it comes back by itself when Postgres restarts.
 */
export async function startListener(options: { url: string; logger: Logger }): Promise<Listener> {
  const { url, logger } = options;
  const callbacks = new Set<(payload: string | undefined) => void>();
  let client: Client | undefined;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;
  let reconnected: Promise<void> | undefined;

  const tell = (payload: string | undefined) => {
    for (const callback of callbacks) callback(payload);
  };

  async function connect(): Promise<void> {
    const next = new Client({ connectionString: url, application_name: "airgraph-listen", keepAlive: true });
    const lost = (err?: Error) => {
      next.removeAllListeners("end");
      if (client !== next || stopped) return;
      client = undefined;
      logger.warn({ err }, "lost the connection that listens for events; reconnecting");
      reconnect();
    };
    next.on("error", lost);
    next.on("end", () => lost());
    next.on("notification", ({ payload }) => tell(payload));
    try {
      await next.connect();
      await next.query(`listen ${eventChannel}`);
    } catch (error) {
      next.end().catch(() => {});
      throw error;
    }
    if (stopped) return next.end();
    client = next;
    tell(undefined);
  }

  function reconnect(): void {
    retry = setTimeout(() => {
      reconnected = connect().catch((err: unknown) => {
        logger.debug({ err }, "could not listen for events yet");
        if (!stopped) reconnect();
      });
    }, reconnectMs);
  }

  await connect();
  return {
    subscribe(callback) {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await reconnected;
      await client?.end();
    },
  };
}
