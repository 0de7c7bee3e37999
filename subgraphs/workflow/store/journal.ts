import { createHash } from "node:crypto";
import { and, asc, eq, gt, inArray, max, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { RunId, TenantId } from "../../../kernel/identity/ids.ts";
import { approvals, type stepStatuses, steps, values, waits } from "./tables.ts";

export type StepStatus = (typeof stepStatuses)[number];

export interface RunKey {
  readonly tenantId: TenantId;
  readonly id: RunId;
}

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

/** A JSON value, or, if it is large, where it is kept. */
export type StoredValue = { readonly json: unknown } | { readonly valueId: string };

/** In characters of its JSON: what is larger is kept by itself. */
const inlineLength = 16_000;
/** In characters of its JSON. */
const longest = 32_000_000;

const unstorable = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi;

/**
 * Makes a value fit to be stored, and stores it by itself if it is large. Postgres keeps no U+0000 and no halves of
 * characters in JSON, and cells may hold them.
 * @throws AirgraphError PAYLOAD_TOO_LARGE
 */
export async function storeValue(
  transaction: Database,
  { tenantId, id }: RunKey,
  value: unknown,
): Promise<StoredValue> {
  const text = JSON.stringify(value ?? null).replaceAll(unstorable, "$1\ufffd");
  const json: unknown = JSON.parse(text);
  if (text.length <= inlineLength) return { json };
  if (text.length > longest) {
    throw new AirgraphError(
      "PAYLOAD_TOO_LARGE",
      `A value of ${text.length} characters is too large; ${longest} are the limit.`,
    );
  }
  const valueId = createHash("sha256").update(text).digest("hex");
  await transaction.insert(values).values({ tenantId, runId: id, id: valueId, value: json }).onConflictDoNothing();
  return { valueId };
}

/** @returns the values by their ids */
export async function findValues(
  db: Database,
  { tenantId, id }: RunKey,
  valueIds: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  if (valueIds.length === 0) return new Map();
  const rows = await db
    .select({ id: values.id, value: values.value })
    .from(values)
    .where(and(eq(values.tenantId, tenantId), eq(values.runId, id), inArray(values.id, [...valueIds])));
  return new Map(rows.map((row) => [row.id, row.value]));
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

/**
 * Writes a step that is reached for the first time.
 * @returns false when it is there already: a transaction may be repeated whose end was not heard of
 */
export async function insertStep(transaction: Database, { tenantId, id }: RunKey, step: StoredStep): Promise<boolean> {
  const { input, output, error, ...columns } = step;
  const inserted = await transaction
    .insert(steps)
    .values({ ...columns, ...inputColumns(input), ...outputColumns(output), tenantId, runId: id })
    .onConflictDoNothing()
    .returning({ path: steps.path });
  return inserted.length > 0;
}

/**
 * Changes a step from what it was to what it is now.
 * @returns false when it has been changed so already
 */
export async function updateStep(
  transaction: Database,
  { tenantId, id }: RunKey,
  before: StoredStep,
  now: StoredStep,
): Promise<boolean> {
  const updated = await transaction
    .update(steps)
    .set({
      status: now.status,
      attempts: now.attempts,
      failures: now.failures,
      errorCode: now.error?.code ?? null,
      errorMessage: now.error?.message ?? null,
      endedAt: now.endedAt,
      ...outputColumns(now.output),
    })
    .where(
      and(
        eq(steps.tenantId, tenantId),
        eq(steps.runId, id),
        eq(steps.path, before.path),
        eq(steps.status, before.status),
        eq(steps.attempts, before.attempts),
        sql`jsonb_array_length(${steps.failures}) = ${before.failures.length}`,
      ),
    )
    .returning({ path: steps.path });
  return updated.length > 0;
}

function inputColumns(value: StoredValue) {
  return "json" in value ? { input: value.json, inputId: null } : { input: null, inputId: value.valueId };
}

export function outputColumns(value: StoredValue) {
  return "json" in value ? { output: value.json, outputId: null } : { output: null, outputId: value.valueId };
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

/** Reads a value, wherever it is kept. */
export async function readValue(db: Database, key: RunKey, value: StoredValue): Promise<unknown> {
  return "json" in value ? value.json : (await findValues(db, key, [value.valueId])).get(value.valueId);
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
        or(...keys.map(({ runId, path }) => and(eq(steps.runId, runId), eq(steps.path, path)))),
      ),
    );
  return new Map(rows.map((row) => [`${row.runId} ${row.path}`, toStep(row)]));
}
