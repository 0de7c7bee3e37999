import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import type { SagaId, TenantId } from "../../../kernel/identity/ids.ts";
import { groupBy } from "../../../kernel/pagination/owned-rows.ts";
import type { SagaKey } from "./sagas.ts";
import { type sagaStepStatuses, sagaSteps } from "./tables.ts";

export type SagaStepStatus = (typeof sagaStepStatuses)[number];

/** One attempt that failed. */
const failure = z.object({
  of: z.enum(["doing", "undoing"]),
  /** Of those that were begun, counted from 1; 0 for one that failed before. */
  attempt: z.int(),
  at: z.iso.datetime(),
  code: z.string(),
  message: z.string(),
  mayHaveEffect: z.boolean(),
  /** Global ids of records that were written all the same. */
  written: z.array(z.string()),
  retryAfterMs: z.number().optional(),
});
export type SagaStepFailure = z.infer<typeof failure>;

export interface StoredSagaStep {
  readonly id: string;
  readonly position: number;
  readonly status: SagaStepStatus;
  /** How often it was begun to do it, and to undo it since it was last decided that it is to be undone. */
  readonly attempts: number;
  readonly undoAttempts: number;
  readonly input: unknown;
  /** What was there before it was done, as sagas/undo/before.ts has it. */
  readonly before: unknown;
  readonly output: unknown;
  readonly failures: readonly SagaStepFailure[];
  /** How far undoing it has come. */
  readonly undone: unknown;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly startedAt: Date;
  readonly attemptedAt: Date;
  readonly endedAt: Date | null;
}

/** The steps of a saga that were reached, in the order in which they are taken. */
export async function readSagaSteps(db: Database, { tenantId, id }: SagaKey): Promise<StoredSagaStep[]> {
  return (await readStepsOfSagas(db, tenantId, [id])).get(id) ?? [];
}

/** By saga, the steps that were reached, in the order in which they are taken. */
export async function readStepsOfSagas(
  db: Database,
  tenantId: TenantId,
  ids: readonly SagaId[],
): Promise<ReadonlyMap<string, StoredSagaStep[]>> {
  const rows = await db
    .select()
    .from(sagaSteps)
    .where(and(eq(sagaSteps.tenantId, tenantId), inArray(sagaSteps.sagaId, [...ids])))
    .orderBy(asc(sagaSteps.position));
  const bySaga = groupBy(rows, ({ sagaId }) => sagaId);
  return new Map([...bySaga].map(([sagaId, found]) => [sagaId, found.map(toStep)]));
}

/**
 * Writes a step that is reached for the first time.
 * @returns false when it is there already: a transaction may be repeated whose end was not heard of
 */
export async function insertSagaStep(
  transaction: Database,
  { tenantId, id }: SagaKey,
  step: StoredSagaStep,
): Promise<boolean> {
  const inserted = await transaction
    .insert(sagaSteps)
    .values({ ...toColumns(step), tenantId, sagaId: id, id: step.id })
    .onConflictDoNothing()
    .returning({ id: sagaSteps.id });
  return inserted.length > 0;
}

/**
 * Changes a step from what it was to what it is now.
 * @returns false when it has been changed so already
 */
export async function updateSagaStep(
  transaction: Database,
  { tenantId, id }: SagaKey,
  before: StoredSagaStep,
  now: StoredSagaStep,
): Promise<boolean> {
  const updated = await transaction
    .update(sagaSteps)
    .set(toColumns(now))
    .where(
      and(
        eq(sagaSteps.tenantId, tenantId),
        eq(sagaSteps.sagaId, id),
        eq(sagaSteps.id, before.id),
        eq(sagaSteps.status, before.status),
        eq(sagaSteps.attempts, before.attempts),
        eq(sagaSteps.undoAttempts, before.undoAttempts),
        sql`jsonb_array_length(${sagaSteps.failures}) = ${before.failures.length}`,
      ),
    )
    .returning({ id: sagaSteps.id });
  return updated.length > 0;
}

function toColumns({ id: _id, error, input, before, output, undone, ...columns }: StoredSagaStep) {
  return {
    ...columns,
    input: boxed(input),
    before: boxed(before),
    output: boxed(output),
    undone: boxed(undone),
    errorCode: error?.code ?? null,
    errorMessage: error?.message ?? null,
  };
}

function toStep(row: typeof sagaSteps.$inferSelect): StoredSagaStep {
  const {
    tenantId: _tenant,
    sagaId: _saga,
    errorCode,
    errorMessage,
    failures,
    input,
    before,
    output,
    undone,
    ...columns
  } = row;
  return {
    ...columns,
    input: unboxed(input),
    before: unboxed(before),
    output: unboxed(output),
    undone: unboxed(undone),
    failures: z.array(failure).parse(failures),
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? "" },
  };
}

const box = z.object({ json: z.unknown() }).nullable();

/** A text alone would come back as whatever JSON it holds: Drizzle parses the texts that the driver has parsed. */
function boxed(json: unknown): z.infer<typeof box> {
  return json === null || json === undefined ? null : { json };
}

function unboxed(stored: unknown): unknown {
  return box.parse(stored)?.json ?? null;
}
