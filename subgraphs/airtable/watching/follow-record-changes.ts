import { isConnectionTrouble } from "../../../kernel/database/connection-trouble.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { lastSequence } from "../../../kernel/event-log/event-log.ts";
import { followEvents } from "../../../kernel/event-log/follow-events.ts";
import type { Listener } from "../../../kernel/event-log/listener.ts";
import { type MappedStream, mapStream } from "../../../kernel/executor/map-stream.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { findTable } from "../find-table.ts";
import { type BaseId, watchId } from "../ids.ts";
import { tableDenied } from "../policies/denials.ts";
import { reachBase } from "../reach-base.ts";
import { beginWatch, renewWatch, watchNews, watchState } from "../store/watches.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import {
  type ChangeCursor,
  type ChangedRecord,
  type ChangeEvent,
  readCursor,
  recordStream,
  toChangeEvent,
} from "./change-events.ts";
import { visibleChanges } from "./visible-changes.ts";
import type { WatchState } from "./watch.ts";

export interface FollowParts extends TenantAirtable {
  readonly db: Database;
  readonly listener: Listener;
  /** A new UUID. */
  readonly newId: () => string;
  /** The same caller's Airtable as it is now. */
  readonly afresh: () => TenantAirtable;
}

/** Far more than a webhook takes to be made, unless Airtable's queue is long. */
const longestStartMs = 20_000;
const lookAgainMs = 1_000;
const renewMs = 30_000;

/**
 * The changes of a base's records after a cursor, or from now on: when the stream is there, so is a webhook that tells
 * of every change made later. It goes on until it is left, or until the base can't be watched any more.
 * @param options.table id or name; undefined for all tables
 * What the caller may not read at the time of an event is left out.
 * @throws AirgraphError NOT_FOUND for a base or table that the tenant does not have; FORBIDDEN for the table; BAD_USER_INPUT for a malformed
 * cursor; why the base can't be watched; UPSTREAM_UNAVAILABLE when the webhook is not there in time
 */
export async function followRecordChanges(
  parts: FollowParts,
  tenantId: TenantId,
  options: { baseId: string; table: string | undefined; after: string | undefined },
): Promise<MappedStream<ChangeEvent>> {
  const after = parseCursor(options.after);
  const { base } = await reachBase(parts, options.baseId);
  const table = options.table === undefined ? undefined : await findTable(parts, base.id, options.table);
  if (table?.rights?.on.READ.rows.kind === "none") throw tableDenied(table, "READ");
  await awaitWatch(parts, tenantId, base.id);

  const stream = recordStream(base.id);
  const last = await lastSequence(parts.db, tenantId, stream);
  if (after !== undefined && after.sequence > last) throw malformedCursor();
  const start = after === undefined ? last : after.position === undefined ? after.sequence : after.sequence - 1;
  const events = mapStream(followEvents(parts, tenantId, { stream, after: start }), toChangeEvent);
  const watched = whileWatched(events, async () => stillWatched(await renewWatch(parts.db, tenantId, base.id)));
  const visible = narrowed(watched, async (event) => {
    const changes = event.changes.filter(
      (change) => (table === undefined || change.tableId === table.id) && !isSeen(after, event, change),
    );
    // As the caller's rights are now: they may have changed since the subscription began.
    return visibleChanges(parts.afresh(), { ...event, changes });
  });
  return { ...visible, startCursor: options.after ?? String(start) };
}

function parseCursor(after: string | undefined): ChangeCursor | undefined {
  if (after === undefined) return undefined;
  const cursor = readCursor(after);
  if (cursor !== undefined) return cursor;
  throw malformedCursor();
}

function isSeen(after: ChangeCursor | undefined, { sequence }: ChangeEvent, { position }: ChangedRecord): boolean {
  return after?.position !== undefined && sequence === after.sequence && position <= after.position;
}

function malformedCursor(): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", "after must be the cursor of an event of this base.", { field: "after" });
}

/** Has the base watched, and waits until it is. */
async function awaitWatch({ db, listener, newId }: FollowParts, tenantId: TenantId, baseId: BaseId): Promise<void> {
  const news = createNews(listener);
  try {
    const deadline = performance.now() + longestStartMs;
    let state: WatchState | undefined = await beginWatch(db, { id: watchId.parse(newId()), tenantId, baseId });
    while (state?.kind !== "active") {
      stillWatched(state);
      if (performance.now() > deadline)
        throw new AirgraphError(
          "UPSTREAM_UNAVAILABLE",
          "Airtable did not begin to tell of changes in time; try again.",
        );
      await news.next(lookAgainMs);
      state = await watchState(db, tenantId, baseId);
    }
  } finally {
    news.end();
  }
}

/** @throws AirgraphError when it is not, and will not be soon */
function stillWatched(state: WatchState | undefined): void {
  if (state?.kind === "failing") throw new AirgraphError(state.code, state.message);
  if (state === undefined) throw new AirgraphError("UPSTREAM_UNAVAILABLE", "The base is watched no longer; try again.");
}

/** Something became of some watch. */
function createNews(listener: Listener): { next(withinMs: number): Promise<void>; end(): void } {
  let wake: () => void = () => {};
  const end = listener.subscribe((payload) => {
    if (payload === undefined || payload === watchNews) wake();
  });
  return {
    end,
    next: async (withinMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}

/** Says again and again that somebody listens, and ends the stream with what `renew` throws. */
function whileWatched<T>(events: AsyncIterableIterator<T>, renew: () => Promise<void>): AsyncIterableIterator<T> {
  let failure: { readonly error: unknown } | undefined;
  const timer = setInterval(() => {
    renew().catch(async (error: unknown) => {
      if (isConnectionTrouble(error)) return; // Like the events, it waits for a database that restarts.
      failure = { error };
      clearInterval(timer);
      await events.return?.();
    });
  }, renewMs);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      let step: IteratorResult<T>;
      try {
        step = await events.next();
      } catch (error) {
        clearInterval(timer);
        throw error;
      }
      if (step.done !== true) return step;
      clearInterval(timer);
      if (failure === undefined) return step;
      const { error } = failure;
      failure = undefined;
      throw error;
    },
    async return() {
      clearInterval(timer);
      await events.return?.();
      return { done: true, value: undefined };
    },
  };
}

/** The events of which `narrow` leaves something. Their cursors stay, so that what is left out is not told later either. */
function narrowed(
  events: AsyncIterableIterator<ChangeEvent>,
  narrow: (event: ChangeEvent) => Promise<ChangeEvent>,
): AsyncIterableIterator<ChangeEvent> {
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      for (;;) {
        const step = await events.next();
        if (step.done === true) return step;
        const event = await narrow(step.value).catch(async (error: unknown) => {
          // Who comes back with the last cursor is told of this event once it can be.
          await events.return?.();
          throw error;
        });
        if (event.changes.length > 0 || event.changesMissed) return { done: false, value: event };
      }
    },
    async return() {
      await events.return?.();
      return { done: true, value: undefined };
    },
  };
}
