import { Repeater } from "@repeaterjs/repeater";
import { isConnectionTrouble } from "../database/connection-trouble.ts";
import type { Database } from "../database/database.ts";
import type { TenantId } from "../identity/ids.ts";
import { notification, readEvents, type StoredEvent } from "./event-log.ts";
import type { Listener } from "./listener.ts";

const batch = 100;
/** A notification can be lost with its connection; nobody waits longer than this for an event because of it. */
const pollMs = 5_000;

/**
 * Replays one stream from a cursor, then follows it: a subscriber who comes back with the last sequence number it saw
 * misses nothing and sees nothing twice. Reads only as fast as the consumer takes events.
 * @param after sequence number of the last event already seen; 0 for all
 */
export function followEvents(
  source: { db: Database; listener: Listener },
  tenantId: TenantId,
  { stream, after }: { stream: string; after: number },
): AsyncIterableIterator<StoredEvent> {
  /** A database that restarts is waited for: the stream goes on from its cursor as if nothing had been. */
  const untilThere = (error: unknown): StoredEvent[] => {
    if (isConnectionTrouble(error)) return [];
    throw error;
  };

  return new Repeater<StoredEvent, undefined>(async (push, stop) => {
    let cursor = after;
    const left = new AbortController();
    let news = true;
    let wake: () => void = () => {};
    const mine = notification(tenantId, stream);
    const unsubscribe = source.listener.subscribe((payload) => {
      if (payload !== undefined && payload !== mine) return;
      news = true;
      wake();
    });
    void stop.finally(() => {
      left.abort();
      unsubscribe();
      wake();
    });

    try {
      while (!left.signal.aborted) {
        news = false;
        const found = await readEvents(source.db, tenantId, { stream, after: cursor, limit: batch }).catch(untilThere);
        for (const event of found) {
          cursor = event.sequence;
          await push(event);
        }
        if (found.length === batch || news || left.signal.aborted) continue;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pollMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    } finally {
      unsubscribe();
    }
    return undefined;
  });
}
