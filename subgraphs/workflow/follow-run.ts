import type { Database } from "../../kernel/database/database.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { lastSequence } from "../../kernel/event-log/event-log.ts";
import { followEvents } from "../../kernel/event-log/follow-events.ts";
import type { Listener } from "../../kernel/event-log/listener.ts";
import { type MappedStream, mapStream } from "../../kernel/executor/map-stream.ts";
import { runId as runIdSchema, type TenantId } from "../../kernel/identity/ids.ts";
import { persistently } from "./engine/persistently.ts";
import { isLast, type RunChange, runStream, toRunChange } from "./run-update.ts";
import { findRuns } from "./store/runs.ts";

/**
 * Every change of one run, after a cursor, until the run has ended.
 * @throws AirgraphError NOT_FOUND for a run that the tenant does not have; BAD_USER_INPUT for a malformed cursor
 */
export async function followRun(
  { db, listener }: { db: Database; listener: Listener },
  tenantId: TenantId,
  { id, after }: { id: string; after: string | null },
): Promise<MappedStream<RunChange>> {
  const runId = runIdSchema.safeParse(id).data;
  const [run] = runId === undefined ? [] : await findRuns(db, tenantId, [runId]);
  if (run === undefined) throw new AirgraphError("NOT_FOUND", `There is no run ${id}.`);
  const sequence = parseCursor(after);
  const stream = runStream(run.id);
  const last = await lastSequence(db, tenantId, stream);
  if (sequence > last) throw malformed();
  const ended = run.endedAt !== null;
  if (ended && sequence === last) return nothing();
  const events = followEvents({ db, listener }, tenantId, { stream, after: sequence });
  // A change is told once, so it waits for a database that restarts rather than be told without its run.
  const asItIsNow = async () => persistently(async () => (await findRuns(db, tenantId, [run.id]))[0] ?? run);
  const changes = mapStream(events, async (event) => toRunChange(await asItIsNow(), event));
  return { ...endAfter(changes, isLast), startCursor: String(sequence) };
}

function parseCursor(after: string | null): number {
  if (after === null) return 0;
  if (/^\d{1,15}$/.test(after)) return Number(after);
  throw malformed();
}

function malformed(): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", "after must be the cursor of an update of this run.", { field: "after" });
}

/** Ends a stream with the first value that `last` names. */
function endAfter<T>(stream: AsyncIterableIterator<T>, last: (value: T) => boolean): AsyncIterableIterator<T> {
  let ended = false;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (ended) {
        await stream.return?.();
        return { done: true, value: undefined };
      }
      const step = await stream.next();
      if (step.done !== true && last(step.value)) ended = true;
      return step;
    },
    async return() {
      await stream.return?.();
      return { done: true, value: undefined };
    },
  };
}

async function* nothing(): AsyncIterableIterator<never> {}
