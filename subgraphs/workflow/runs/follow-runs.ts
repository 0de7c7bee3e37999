import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { lastSequence } from "../../../kernel/event-log/event-log.ts";
import { followEvents, followTenantEvents } from "../../../kernel/event-log/follow-events.ts";
import type { Listener } from "../../../kernel/event-log/listener.ts";
import { endOfLog, type LogPosition } from "../../../kernel/event-log/read-across-streams.ts";
import {
  emptyStream,
  endStreamAfter,
  filterStream,
  type MappedStream,
  mapStream,
} from "../../../kernel/executor/map-stream.ts";
import { runId as runIdSchema, type TenantId } from "../../../kernel/identity/ids.ts";
import { persistently } from "../engine/persistently.ts";
import type { RunUpdateModel } from "../models.ts";
import { findRuns, isEverything, matches, type RunFilter, type StoredRun } from "../store/runs.ts";
import { malformedCursor, parseSequence } from "../stream-cursor.ts";
import { type RunChangeKind, runEventTypes, runStream, runStreams, toRunChange } from "./run-event.ts";

interface Source {
  readonly db: Database;
  readonly listener: Listener;
}

/**
 * Every change of one run, after a cursor, until the run has ended.
 * @throws AirgraphError NOT_FOUND for a run that the tenant does not have; BAD_USER_INPUT for a malformed cursor
 */
export async function followRun(
  { db, listener }: Source,
  tenantId: TenantId,
  { id, after }: { id: string; after: string | null },
): Promise<MappedStream<RunUpdateModel>> {
  const runId = runIdSchema.safeParse(id).data;
  const [run] = runId === undefined ? [] : await findRuns(db, tenantId, [runId]);
  if (run === undefined) throw new AirgraphError("NOT_FOUND", `There is no run ${id}.`);
  const stream = runStream(run.id);
  const last = await lastSequence(db, tenantId, stream);
  const sequence = parseSequence(after ?? "0", last);
  const startCursor = String(sequence);
  if (run.endedAt !== null && sequence === last) return emptyStream(startCursor);
  const events = followEvents({ db, listener }, tenantId, { stream, after: sequence });
  const changes = mapStream(events, async (event) => {
    const change = toRunChange(event);
    const isLast = ends.has(change.kind) && (await asItIsNow(db, run)).endedAt !== null;
    return { ...change, cursor: String(change.sequence), isLast };
  });
  return { ...endStreamAfter(changes, ({ isLast }) => isLast), startCursor };
}

/**
 * Every change of the tenant's runs that match a filter, after a cursor or from now on.
 * @throws AirgraphError BAD_USER_INPUT for a malformed cursor
 */
export async function followRuns(
  { db, listener }: Source,
  tenantId: TenantId,
  { filter, after }: { filter: RunFilter; after: string | null },
): Promise<MappedStream<RunUpdateModel>> {
  const place = after === null ? await endOfLog(db) : parsePlace(after);
  const events = followTenantEvents({ db, listener }, tenantId, {
    types: runEventTypes,
    prefix: runStreams,
    after: place,
  });
  const changes = mapStream(events, (event) => ({ ...toRunChange(event), cursor: writePlace(event.place) }));
  const startCursor = writePlace(place);
  if (isEverything(filter)) return { ...changes, startCursor };
  // Runs are looked at only where somebody wants some of them.
  const looked = mapStream(changes, async (change) => {
    const [run] = await persistently(async () => findRuns(db, tenantId, [change.runId]));
    return { ...change, isWanted: run !== undefined && matches(run, filter) };
  });
  return { ...filterStream(looked, ({ isWanted }) => isWanted), startCursor };
}

/** A change is told once, so it waits for a database that restarts rather than be told without its run. */
async function asItIsNow(db: Database, run: StoredRun): Promise<StoredRun> {
  const [found] = await persistently(() => findRuns(db, run.tenantId, [run.id]));
  return found ?? run;
}

/** Nothing follows these, unless a run that failed is tried again. */
const ends: ReadonlySet<RunChangeKind> = new Set(["SUCCEEDED", "FAILED", "CANCELLED"]);

function writePlace({ transaction, position }: LogPosition): string {
  return `${transaction}.${position}`;
}

function parsePlace(after: string): LogPosition {
  const [, transaction, position] = /^(\d{1,19})\.(\d{1,15})$/.exec(after) ?? [];
  if (transaction === undefined || position === undefined) throw malformedCursor();
  return { transaction, position: Number(position) };
}
