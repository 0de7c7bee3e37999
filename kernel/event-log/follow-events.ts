import { Repeater } from "@repeaterjs/repeater";
import { isConnectionTrouble } from "../database/connection-trouble.ts";
import type { Database } from "../database/database.ts";
import type { TenantId } from "../identity/ids.ts";
import { notification, readEvents, type StoredEvent } from "./event-log.ts";
import type { Listener } from "./listener.ts";
import { type LogPosition, readEventsOfTypes } from "./read-across-streams.ts";

const batch = 100;
/** A notification can be lost with its connection; nobody waits longer than this for an event because of it. */
const pollMs = 5_000;
/** How soon events are read that another transaction, which is still open, held back. */
const heldBackMs = 50;

interface Source {
  readonly db: Database;
  readonly listener: Listener;
}

/**
 * Replays one stream from a cursor, then follows it: a subscriber who comes back with the last sequence number it saw
 * misses nothing and sees nothing twice. Reads only as fast as the consumer takes events.
 * @param after sequence number of the last event already seen; 0 for all
 */
export function followEvents(
  { db, listener }: Source,
  tenantId: TenantId,
  { stream, after }: { stream: string; after: number },
): AsyncIterableIterator<StoredEvent> {
  let cursor = after;
  const mine = notification(tenantId, stream);
  return follow(listener, {
    concerns: (payload) => payload === mine,
    async read() {
      const events = await readEvents(db, tenantId, { stream, after: cursor, limit: batch });
      cursor = events.at(-1)?.sequence ?? cursor;
      return { events, state: events.length === batch ? "more" : "all read" };
    },
  });
}

/**
 * Like `followEvents`, for the events of some types in all streams of a tenant, in the order in which transactions began
 * that are all over.
 * @param prefix of the names of the streams
 */
export function followTenantEvents(
  { db, listener }: Source,
  tenantId: TenantId,
  { types, prefix, after }: { types: readonly string[]; prefix: string; after: LogPosition },
): AsyncIterableIterator<StoredEvent & { readonly place: LogPosition }> {
  let cursor = after;
  const mine = notification(tenantId, prefix);
  return follow(listener, {
    concerns: (payload) => payload.startsWith(mine),
    async read() {
      const { events, heldBack } = await readEventsOfTypes(db, tenantId, { types, after: cursor, limit: batch });
      cursor = events.at(-1)?.place ?? cursor;
      return { events, state: heldBack ? "held back" : events.length === batch ? "more" : "all read" };
    },
  });
}

interface Followed<Event> {
  readonly concerns: (payload: string) => boolean;
  /** The next events behind those that were read before. */
  readonly read: () => Promise<{
    readonly events: readonly Event[];
    readonly state: "more" | "all read" | "held back";
  }>;
}

function follow<Event>(listener: Listener, { concerns, read }: Followed<Event>): AsyncIterableIterator<Event> {
  /** A database that restarts is waited for: the stream goes on from its cursor as if nothing had been. */
  const untilThere = (error: unknown) => {
    if (isConnectionTrouble(error)) return { events: [], state: "all read" as const };
    throw error;
  };

  return new Repeater<Event, undefined>(async (push, stop) => {
    const left = new AbortController();
    let news = true;
    let wake: () => void = () => {};
    const unsubscribe = listener.subscribe((payload) => {
      if (payload !== undefined && !concerns(payload)) return;
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
        const { events, state } = await read().catch(untilThere);
        for (const event of events) await push(event);
        if (state === "more" || (news && state === "all read") || left.signal.aborted) continue;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, state === "held back" ? heldBackMs : pollMs);
          wake = () => {
            // What is held back is so whatever is notified meanwhile.
            if (state === "held back" && !left.signal.aborted) return;
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
