import { and, asc, eq, gt, inArray, max, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { eventChannel, type NewEvent, toldColumns } from "../../../kernel/event-log/event-log.ts";
import { type RunId, runId, type TenantId } from "../../../kernel/identity/ids.ts";
import { TurnLost } from "../engine/endings.ts";
import type { Turn } from "../engine/turn.ts";
import { runStream } from "../runs/run-event.ts";
import type { RunControl } from "./runs.ts";
import { approvals, type stepStatuses, steps, waits } from "./tables.ts";
import { inputColumns, outputColumns, type RunKey, type StoredValue } from "./values.ts";

export type StepStatus = (typeof stepStatuses)[number];

/** One attempt that failed. */
const failure = z.object({
  attempt: z.int(),
  at: z.iso.datetime(),
  code: z.string(),
  message: z.string(),
  mayHaveEffect: z.boolean(),
  retryAfterMs: z.number().optional(),
});
export type StepFailure = z.infer<typeof failure>;

export interface StoredStep {
  readonly path: string;
  readonly scope: string;
  readonly kind: string;
  readonly position: number;
  readonly status: StepStatus;
  readonly attempts: number;
  readonly input: StoredValue;
  readonly output: StoredValue;
  readonly failures: readonly StepFailure[];
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** The journal's steps of these scopes; `""` is what is outside of every forEach. */
export async function readScopes(
  db: Database,
  { tenantId, id }: RunKey,
  scopes: readonly string[],
): Promise<StoredStep[]> {
  const rows = await db
    .select()
    .from(steps)
    .where(and(eq(steps.tenantId, tenantId), eq(steps.runId, id), inArray(steps.scope, [...scopes])));
  return rows.map(toStep);
}

/** The number of steps that a run has reached. */
export async function countSteps(db: Database, { tenantId, id }: RunKey): Promise<number> {
  const [row] = await db
    .select({ last: max(steps.position) })
    .from(steps)
    .where(and(eq(steps.tenantId, tenantId), eq(steps.runId, id)));
  return (row?.last ?? -1) + 1;
}

/** A change of one step by a turn. */
export interface StepChange {
  /** As it was; undefined when it is reached for the first time. */
  readonly before: StoredStep | undefined;
  readonly now: StoredStep;
  readonly events: readonly NewEvent[];
  /** Whether this is a beginning, which a run that is to stop does not come to. */
  readonly begins: boolean;
  readonly at: Date;
}

const changedRow = z.object({
  cancelReason: z.string().nullable(),
  pauseRequested: z.boolean(),
  deadlineAt: z.coerce.date().nullable(),
  applied: z.boolean(),
});

/**
 * Changes a step, and tells of it, by one question (migrations/0007), if the turn still counts and nothing keeps the run from it.
 * @returns what people want of the run, and whether the change was made: it is not when it was made before, in a
 *   transaction whose end was not heard of
 * @throws TurnLost
 */
export async function changeStep(
  db: Database,
  turn: Turn,
  { before, now, events, begins, at }: StepChange,
): Promise<RunControl & { readonly applied: boolean }> {
  const { tenantId, number } = turn;
  const id = runId.parse(turn.id);
  const { path, scope, kind, position, status, attempts, failures, startedAt, endedAt, error } = now;
  const columns = { ...inputColumns(now.input), ...outputColumns(now.output) };
  const step = { path, scope, kind, position, status, attempts, failures, startedAt, endedAt, ...columns };
  const row = JSON.stringify({ ...step, errorCode: error?.code ?? null, errorMessage: error?.message ?? null });
  const former =
    before === undefined
      ? null
      : JSON.stringify({ status: before.status, attempts: before.attempts, failures: before.failures });
  const [changed] = await db.execute(sql`
    select * from workflow.change_step(${tenantId}, ${id}, ${number}, ${begins}, ${at.toISOString()}, ${former}::jsonb,
      ${row}::jsonb, ${runStream(id)}, ${toldColumns(events)}, ${eventChannel})`);
  if (changed === undefined) throw new TurnLost(`turn ${number} of run ${id}`);
  return changedRow.parse(changed);
}

function toStep(row: typeof steps.$inferSelect): StoredStep {
  const { path, scope, kind, position, status, attempts, startedAt, endedAt } = row;
  return {
    path,
    scope,
    kind,
    position,
    status,
    attempts,
    input: row.inputId === null ? { json: row.input } : { valueId: row.inputId },
    output: row.outputId === null ? { json: row.output } : { valueId: row.outputId },
    failures: z.array(failure).parse(row.failures),
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? "" },
    startedAt,
    endedAt,
  };
}

/**
 * Forgets the steps of a run that did not succeed, and these, so that they are taken again.
 * @param ids of steps that are to be taken again although they succeeded
 */
export async function forgetSteps(
  transaction: Database,
  { tenantId, id }: RunKey,
  ids: ReadonlySet<string>,
): Promise<void> {
  const rows = await transaction
    .select({ path: steps.path, status: steps.status })
    .from(steps)
    .where(and(eq(steps.tenantId, tenantId), eq(steps.runId, id)));
  const done = new Set<StepStatus>(["SUCCEEDED", "SKIPPED"]);
  const gone = rows.flatMap(({ path, status }) =>
    done.has(status) && !ids.has(path.slice(path.lastIndexOf(".") + 1)) ? [] : [path],
  );
  const isGone = sql`any(${sql.param(gone)}::text[])`;
  for (const table of [steps, approvals]) {
    await transaction
      .delete(table)
      .where(and(eq(table.tenantId, tenantId), eq(table.runId, id), sql`${table.path} = ${isGone}`));
  }
  // Pauses between attempts are waited for under the step's path and a number.
  await transaction
    .delete(waits)
    .where(and(eq(waits.tenantId, tenantId), eq(waits.runId, id), sql`split_part(${waits.path}, '#', 1) = ${isGone}`));
}

/** One page of the steps that a run has reached, in that order, and the row behind it if there is one. */
export async function listSteps(
  db: Database,
  { tenantId, id }: RunKey,
  { first, after, status }: { first: number; after: number; status: readonly StepStatus[] | undefined },
): Promise<StoredStep[]> {
  const rows = await db
    .select()
    .from(steps)
    .where(
      and(
        eq(steps.tenantId, tenantId),
        eq(steps.runId, id),
        gt(steps.position, after),
        status === undefined ? undefined : inArray(steps.status, [...status]),
      ),
    )
    .orderBy(asc(steps.position))
    .limit(first + 1);
  return rows.map(toStep);
}

/** Steps of runs by their paths. */
export async function findSteps(
  db: Database,
  tenantId: TenantId,
  keys: readonly { readonly runId: RunId; readonly path: string }[],
): Promise<ReadonlyMap<string, StoredStep>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .select()
    .from(steps)
    .where(
      and(
        eq(steps.tenantId, tenantId),
        or(...keys.map((key) => and(eq(steps.runId, key.runId), eq(steps.path, key.path)))),
      ),
    );
  return new Map(rows.map((row) => [`${row.runId} ${row.path}`, toStep(row)]));
}
