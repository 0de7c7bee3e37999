import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../../kernel/errors/parse-input.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import { runId, type TenantId } from "../../../kernel/identity/ids.ts";
import { toStorable } from "../actions/storable.ts";
import type { Definition } from "../definitions/definition.ts";
import { parseRunInput } from "../definitions/parse-run-input.ts";
import type { PublishedVersion } from "../definitions/published-version.ts";
import { giveTicket } from "../engine/give-ticket.ts";
import type { Evaluator } from "../expressions/evaluator.ts";
import type { Starter } from "../starter.ts";
import { findPublished } from "../store/definitions.ts";
import { findRunByKey, insertRun, type NewRun, type StoredRun, type TriggerKind } from "../store/runs.ts";
import { admitRuns } from "./admit-runs.ts";
import { runEvent, runStream } from "./run-event.ts";

export interface StartParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly evaluator: Evaluator;
}

/** Who or what starts a run. */
export interface Start {
  readonly tenantId: TenantId;
  /** In whose name the run acts. */
  readonly startedBy: Starter;
  readonly trigger: { readonly kind: TriggerKind; readonly brought: Readonly<Record<string, unknown>> };
  readonly parent?: NonNullable<StoredRun["parent"]>;
  readonly replayOf?: StoredRun["id"];
}

const settings = z.object({
  /** Id or name of a workflow. */
  workflow: z.string(),
  input: z.record(z.string(), z.unknown()).nullish(),
  idempotencyKey: plainText.min(1, "must not be empty").max(200, "must have at most 200 characters").nullish(),
});

/**
 * Starts a run of the version that is published, or finds the one that the same idempotency key started, or that is under
 * way with the same deduplication key. The run, its first event and its place in the engine's queue are one transaction:
 * there is no run that nobody works on.
 * @throws AirgraphError NOT_FOUND for a workflow that is not there or not published; BAD_USER_INPUT naming the field;
 *   CONFLICT when the key started something else
 */
export async function startRun(parts: StartParts, start: Start, given: unknown): Promise<StoredRun> {
  const { workflow, input, idempotencyKey } = parseInput(settings, given);
  const published = await findPublished(parts.db, start.tenantId, workflow);
  if (published === undefined) throw new AirgraphError("NOT_FOUND", `There is no published workflow ${workflow}.`);
  return startVersion(parts, start, { published, input: input ?? {}, idempotencyKey: idempotencyKey ?? null });
}

/** Starts a run of a version. */
export async function startVersion(
  { db, clock, evaluator }: StartParts,
  start: Start,
  {
    published,
    input: given,
    idempotencyKey,
  }: { published: PublishedVersion; input: Readonly<Record<string, unknown>>; idempotencyKey: string | null },
): Promise<StoredRun> {
  const { tenantId } = start;
  const { definition } = published;
  const input = parseRunInput(definition, toStorable(given));
  const createdAt = new Date(clock.now());
  const held = definition.concurrency !== undefined || definition.rate !== undefined;
  const run: NewRun = {
    id: runId.parse(randomUUID()),
    workflowId: published.workflowId,
    workflowName: published.name,
    version: published.version,
    input,
    triggerKind: start.trigger.kind,
    trigger: toStorable(start.trigger.brought),
    recordId: recordOf(definition, input),
    startedBy: start.startedBy,
    parent: start.parent ?? null,
    replayOf: start.replayOf ?? null,
    priority: definition.priority,
    deadlineAt:
      definition.deadlineSeconds === undefined
        ? null
        : new Date(createdAt.getTime() + definition.deadlineSeconds * 1_000),
    idempotencyKey,
    deduplicationKey: await deduplicationKey(evaluator, definition, tenantId, {
      input,
      trigger: start.trigger.brought,
    }),
    admittedAt: held ? null : createdAt,
    createdAt,
  };
  const started = await db.transaction(async (transaction) => {
    if (!(await insertRun(transaction, tenantId, run))) return false;
    await appendEvents(transaction, tenantId, runStream(run.id), [runEvent("QUEUED")]);
    if (held) await admitRuns(transaction, tenantId, run.workflowId, createdAt);
    else await giveTicket(transaction, { kind: "run", tenantId, id: run.id, after: 0 }, { priority: run.priority });
    return true;
  });
  if (started) {
    return {
      ...run,
      tenantId,
      status: "QUEUED",
      output: { json: null },
      error: null,
      generation: 0,
      startedAt: null,
      endedAt: null,
    };
  }
  return known(db, tenantId, run);
}

/** The run that has the keys of one that was to be started. */
async function known(db: Database, tenantId: TenantId, run: NewRun): Promise<StoredRun> {
  const { idempotencyKey, deduplicationKey: key, workflowId } = run;
  const found = await findRunByKey(db, tenantId, { idempotencyKey, workflow: workflowId, deduplicationKey: key });
  if (found === undefined)
    throw new AirgraphError("CONFLICT", "A run with the same keys has just ended; start it again.");
  const same = found.run.workflowId === workflowId && isDeepStrictEqual(found.run.input, run.input);
  if (found.by === "idempotencyKey" && !same) {
    throw new AirgraphError("CONFLICT", "This idempotency key started another run.", { field: "idempotencyKey" });
  }
  return found.run;
}

async function deduplicationKey(
  evaluator: Evaluator,
  { deduplicateBy }: Definition,
  tenantId: TenantId,
  scope: Readonly<Record<string, unknown>>,
): Promise<string | null> {
  if (deduplicateBy === undefined) return null;
  const key = await evaluator.template(deduplicateBy, scope, undefined, tenantId);
  return (typeof key === "string" ? key : JSON.stringify(key)).slice(0, 1_000);
}

/** The record that a run is about: the first input that is one. */
function recordOf(definition: Definition, input: Readonly<Record<string, unknown>>): string | null {
  const [name] = Object.entries(definition.input).find(([, field]) => field.type === "record" && !field.list) ?? [];
  const record = name === undefined ? undefined : input[name];
  return typeof record === "string" ? record : null;
}
