import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { eventChannel } from "../../../kernel/event-log/event-log.ts";
import { type RunId, runId, type TenantId, tenantId as tenantIdSchema } from "../../../kernel/identity/ids.ts";
import { keyset } from "../../../kernel/pagination/keyset.ts";
import { groupBy, owners, type RowsByOwner } from "../../../kernel/pagination/owned-rows.ts";
import type { Page } from "../../../kernel/pagination/page.ts";
import { TurnLost } from "../engine/endings.ts";
import type { Turn } from "../engine/turn.ts";
import { type WorkflowId, workflowId } from "../ids.ts";
import { runStream } from "../runs/run-event.ts";
import type { Starter } from "../starter.ts";
import { toStarter, toStarterColumns } from "./starter-columns.ts";
import { type runStatuses, runs, type triggerKinds } from "./tables.ts";
import type { StoredValue } from "./values.ts";

const jsonObject = z.record(z.string(), z.unknown());

export type RunStatus = (typeof runStatuses)[number];
export type TriggerKind = (typeof triggerKinds)[number];

export interface StoredRun {
  readonly tenantId: TenantId;
  readonly id: RunId;
  readonly workflowId: WorkflowId;
  readonly workflowName: string;
  readonly version: number;
  readonly input: Readonly<Record<string, unknown>>;
  readonly triggerKind: TriggerKind;
  readonly trigger: Readonly<Record<string, unknown>>;
  /** Global id of the record that the run is about. */
  readonly recordId: string | null;
  readonly status: RunStatus;
  readonly output: StoredValue;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly startedBy: Starter;
  /** The run and its step that started this one. */
  readonly parent: { readonly runId: RunId; readonly path: string } | null;
  readonly replayOf: RunId | null;
  /** How often it was tried again after it had failed. */
  readonly generation: number;
  readonly priority: number;
  readonly deadlineAt: Date | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

export interface NewRun
  extends Omit<StoredRun, "tenantId" | "status" | "output" | "error" | "generation" | "startedAt" | "endedAt"> {
  readonly idempotencyKey: string | null;
  readonly deduplicationKey: string | null;
  /** Null while its workflow's concurrency or rate hold it back. */
  readonly admittedAt: Date | null;
}

/**
 * Stores a run that waits for a worker.
 * @returns false, with nothing stored, when the tenant has a run with this idempotency key, or one under way with this
 *   deduplication key
 */
export async function insertRun(transaction: Database, tenantId: TenantId, run: NewRun): Promise<boolean> {
  const { startedBy, parent, ...columns } = run;
  const inserted = await transaction
    .insert(runs)
    .values({
      ...columns,
      ...toStarterColumns(startedBy),
      parentRunId: parent?.runId ?? null,
      parentPath: parent?.path ?? null,
      tenantId,
      status: "QUEUED",
    })
    .onConflictDoNothing()
    .returning({ id: runs.id });
  return inserted.length > 0;
}

/** What people want of a run that is under way. */
export interface RunControl {
  readonly pauseRequested: boolean;
  readonly cancelReason: string | null;
  readonly deadlineAt: Date | null;
}

/**
 * Locks the run's row, and with it all that belongs to the run.
 * @throws TurnLost when the turn no longer counts
 */
export async function lockRun(transaction: Database, turn: Turn): Promise<RunControl> {
  const [row] = await transaction
    .select({ pauseRequested: runs.pauseRequested, cancelReason: runs.cancelReason, deadlineAt: runs.deadlineAt })
    .from(runs)
    .where(and(isRun(turn), eq(runs.turn, turn.number), isNull(runs.endedAt)))
    .for("no key update");
  if (row === undefined) throw new TurnLost(`turn ${turn.number} of run ${turn.id}`);
  return row;
}

/**
 * Begins a turn of a run, or takes over one that the engine had given to a worker which is gone, and tells of it, by one
 * question (migrations/0008).
 * @param turn.engineId the engine's id of this turn, the same when it is recovered
 * @returns the turn's number; undefined when the ticket is void: the turn has been taken before, or the run has ended or is gone
 */
export async function beginRunTurn(
  db: Database,
  { tenantId, id }: { readonly tenantId: TenantId; readonly id: RunId },
  { after, engineId, at }: { readonly after: number; readonly engineId: string; readonly at: Date },
): Promise<number | undefined> {
  const [row] = await db.execute(sql`
    select workflow.begin_run_turn(${tenantId}, ${id}, ${after}, ${engineId}, ${at.toISOString()}, ${runStream(id)},
      ${eventChannel}) as turn`);
  return z.int().nullish().parse(row?.["turn"]) ?? undefined;
}

/** A run, whatever its turn. Locks the run's row. */
export async function lockRunOfTenant(transaction: Database, tenantId: TenantId, id: RunId) {
  const [row] = await transaction.select().from(runs).where(isRun({ tenantId, id })).for("no key update");
  if (row === undefined) return undefined;
  const { pauseRequested, cancelReason, admittedAt } = row;
  return { ...toRun(row), held: row.heldBy !== null, pauseRequested, cancelReason, admittedAt };
}

export async function updateRun(
  transaction: Database,
  key: { readonly tenantId: TenantId; readonly id: string },
  change: PgUpdateSetSource<typeof runs>,
): Promise<void> {
  await transaction.update(runs).set(change).where(isRun(key));
}

function isRun({ tenantId, id }: { readonly tenantId: TenantId; readonly id: string }) {
  return and(eq(runs.tenantId, tenantId), eq(runs.id, id));
}

/** The run that was started with an idempotency key, or the one under way with a deduplication key. */
export async function findRunByKey(
  db: Database,
  tenantId: TenantId,
  {
    idempotencyKey,
    workflow,
    deduplicationKey,
  }: { idempotencyKey: string | null; workflow: WorkflowId; deduplicationKey: string | null },
): Promise<{ run: StoredRun; by: "idempotencyKey" | "deduplicationKey" } | undefined> {
  const [byKey] =
    idempotencyKey === null
      ? []
      : await db
          .select()
          .from(runs)
          .where(and(eq(runs.tenantId, tenantId), eq(runs.idempotencyKey, idempotencyKey)));
  if (byKey !== undefined) return { run: toRun(byKey), by: "idempotencyKey" };
  const [underWay] =
    deduplicationKey === null
      ? []
      : await db
          .select()
          .from(runs)
          .where(
            and(
              eq(runs.tenantId, tenantId),
              eq(runs.workflowId, workflow),
              eq(runs.deduplicationKey, deduplicationKey),
              isNull(runs.endedAt),
            ),
          );
  return underWay === undefined ? undefined : { run: toRun(underWay), by: "deduplicationKey" };
}

/** Runs of one tenant among these ids, in no particular order. */
export async function findRuns(db: Database, tenantId: TenantId, ids: readonly RunId[]): Promise<StoredRun[]> {
  const rows = await db
    .select()
    .from(runs)
    .where(and(eq(runs.tenantId, tenantId), inArray(runs.id, [...ids])));
  return rows.map(toRun);
}

/** Which runs; all that is given must hold. */
export interface RunFilter {
  readonly workflowId?: WorkflowId | undefined;
  readonly status?: readonly RunStatus[] | undefined;
  readonly triggerKind?: TriggerKind | undefined;
}

/** Whether all runs are meant. */
export function isEverything({ workflowId: workflow, status, triggerKind }: RunFilter): boolean {
  return workflow === undefined && status === undefined && triggerKind === undefined;
}

/** Whether a run is one of those. */
export function matches(run: StoredRun, { workflowId: workflow, status, triggerKind }: RunFilter): boolean {
  return (
    (workflow === undefined || run.workflowId === workflow) &&
    (status === undefined || status.includes(run.status)) &&
    (triggerKind === undefined || run.triggerKind === triggerKind)
  );
}

function conditions({ workflowId: workflow, status, triggerKind }: RunFilter): (SQL | undefined)[] {
  return [
    workflow === undefined ? undefined : eq(runs.workflowId, workflow),
    status === undefined ? undefined : inArray(runs.status, [...status]),
    triggerKind === undefined ? undefined : eq(runs.triggerKind, triggerKind),
  ];
}

/** One page of the tenant's runs, newest first, and the row behind it if there is one. */
export async function listRuns(db: Database, tenantId: TenantId, filter: RunFilter, page: Page): Promise<StoredRun[]> {
  const { where, orderBy } = keyset(runs, "newest first", page.after);
  const rows = await db
    .select()
    .from(runs)
    .where(and(eq(runs.tenantId, tenantId), ...conditions(filter), where))
    .orderBy(...orderBy)
    .limit(page.first + 1);
  return rows.map(toRun);
}

/**
 * The same page of the runs about each of these records, newest first, by the record's global id; each may hold one run
 * more than the page. One statement, which reads no more than those pages, however many runs there are.
 */
export async function listRunsOfRecords(
  db: Database,
  tenantId: TenantId,
  recordIds: readonly string[],
  page: Page,
): Promise<RowsByOwner<StoredRun>> {
  if (recordIds.length === 0) return new Map();
  const { where, orderBy } = keyset(runs, "newest first", page.after);
  const ofRecord = db
    .select()
    .from(runs)
    .where(and(eq(runs.tenantId, tenantId), sql`${runs.recordId} = owner.id`, where))
    .orderBy(...orderBy)
    .limit(page.first + 1)
    .as("of_record");
  const rows = await db
    .select()
    .from(owners(recordIds, "text"))
    .crossJoinLateral(ofRecord)
    .orderBy(...keyset(ofRecord, "newest first", undefined).orderBy);
  return groupBy(
    rows.map(({ of_record: row }) => toRun(row)),
    (run) => run.recordId ?? "",
  );
}

function toRun(row: typeof runs.$inferSelect): StoredRun {
  return {
    tenantId: tenantIdSchema.parse(row.tenantId),
    id: runId.parse(row.id),
    workflowId: workflowId.parse(row.workflowId),
    workflowName: row.workflowName,
    version: row.version,
    input: jsonObject.parse(row.input),
    triggerKind: row.triggerKind,
    trigger: jsonObject.parse(row.trigger),
    recordId: row.recordId,
    status: row.status,
    output: row.outputId === null ? { json: row.output } : { valueId: row.outputId },
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? "" },
    startedBy: toStarter(row),
    parent: row.parentRunId === null ? null : { runId: runId.parse(row.parentRunId), path: row.parentPath ?? "" },
    replayOf: row.replayOf === null ? null : runId.parse(row.replayOf),
    generation: row.generation,
    priority: row.priority,
    deadlineAt: row.deadlineAt,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
  };
}
