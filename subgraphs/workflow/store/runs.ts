import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import {
  type ApiKeyId,
  apiKeyId,
  type RunId,
  runId,
  type TenantId,
  type UserId,
  userId,
} from "../../../kernel/identity/ids.ts";
import { keyset } from "../../../kernel/pagination/keyset.ts";
import { groupBy, owners, type RowsByOwner } from "../../../kernel/pagination/owned-rows.ts";
import type { Page } from "../../../kernel/pagination/page.ts";
import type { Definition, WorkflowName } from "../definition.ts";
import { type runStatuses, runs, type stepStatuses, steps } from "./tables.ts";

export type RunStatus = (typeof runStatuses)[number];
export type StepStatus = (typeof stepStatuses)[number];

/** In whose name a run acts. */
export type Starter =
  | { readonly kind: "person"; readonly userId: UserId }
  | { readonly kind: "machine"; readonly apiKeyId: ApiKeyId };

export interface StoredRun {
  readonly id: RunId;
  readonly workflow: WorkflowName;
  readonly definition: Definition;
  /** Global id of the record that the run is about. */
  readonly recordId: string;
  readonly status: RunStatus;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly startedBy: Starter;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

export interface StoredStep {
  readonly id: string;
  readonly status: StepStatus;
  readonly attempts: number;
  readonly output: unknown;
}

export interface NewRun extends Omit<StoredRun, "status" | "error" | "startedAt" | "endedAt"> {
  readonly idempotencyKey: string | null;
}

/**
 * Stores a run that waits for a worker, and its steps.
 * @returns false, with nothing stored, when the tenant has a run with this idempotency key already
 */
export async function insertRun(transaction: Database, tenantId: TenantId, run: NewRun): Promise<boolean> {
  const inserted = await transaction
    .insert(runs)
    .values({ ...run, ...toColumns(run.startedBy), tenantId, status: "QUEUED" })
    .onConflictDoNothing({ target: [runs.tenantId, runs.idempotencyKey] })
    .returning({ id: runs.id });
  if (inserted.length === 0) return false;
  await transaction.insert(steps).values(
    run.definition.steps.map(({ id }, position) => ({
      tenantId,
      runId: run.id,
      id,
      position,
      status: "PENDING" as const,
    })),
  );
  return true;
}

export async function findRunByKey(
  db: Database,
  tenantId: TenantId,
  idempotencyKey: string,
): Promise<StoredRun | undefined> {
  const [row] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.tenantId, tenantId), eq(runs.idempotencyKey, idempotencyKey)));
  return row === undefined ? undefined : toRun(row);
}

/** Runs of one tenant among these ids, in no particular order. */
export async function findRuns(db: Database, tenantId: TenantId, ids: readonly RunId[]): Promise<StoredRun[]> {
  const rows = await db
    .select()
    .from(runs)
    .where(and(eq(runs.tenantId, tenantId), inArray(runs.id, [...ids])));
  return rows.map(toRun);
}

/** Steps of these runs in their order, by run. */
export async function findSteps(
  db: Database,
  tenantId: TenantId,
  ids: readonly RunId[],
): Promise<ReadonlyMap<string, StoredStep[]>> {
  const rows = await db
    .select()
    .from(steps)
    .where(and(eq(steps.tenantId, tenantId), inArray(steps.runId, [...ids])))
    .orderBy(asc(steps.position));
  return groupBy(rows, (row) => row.runId);
}

/** One page of the tenant's runs, newest first, and the row behind it if there is one. */
export async function listRuns(db: Database, tenantId: TenantId, page: Page): Promise<StoredRun[]> {
  const { where, orderBy } = keyset(runs, "newest first", page.after);
  const rows = await db
    .select()
    .from(runs)
    .where(and(eq(runs.tenantId, tenantId), where))
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
    (run) => run.recordId,
  );
}

function toColumns(starter: Starter) {
  switch (starter.kind) {
    case "person":
      return { startedByKind: "person", startedBy: starter.userId } as const;
    case "machine":
      return { startedByKind: "machine", startedBy: starter.apiKeyId } as const;
  }
}

function toStarter(row: { startedByKind: "person" | "machine"; startedBy: string }): Starter {
  return row.startedByKind === "person"
    ? { kind: "person", userId: userId.parse(row.startedBy) }
    : { kind: "machine", apiKeyId: apiKeyId.parse(row.startedBy) };
}

function toRun(row: typeof runs.$inferSelect): StoredRun {
  const { workflow, definition, recordId, status, createdAt, startedAt, endedAt, errorCode, errorMessage } = row;
  return {
    id: runId.parse(row.id),
    workflow,
    definition,
    recordId,
    status,
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? "" },
    startedBy: toStarter(row),
    createdAt,
    startedAt,
    endedAt,
  };
}
