import { randomUUID } from "node:crypto";
import { z } from "zod";
import { isConnectionTrouble } from "../../../kernel/database/connection-trouble.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { isErrorCode } from "../../../kernel/errors/error-code.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import { type RunId, runId } from "../../../kernel/identity/ids.ts";
import { mayPass } from "../actions/outcome.ts";
import { toStorable } from "../actions/storable.ts";
import { toldOf } from "../engine/failure.ts";
import { endRun } from "../runs/end-run.ts";
import { runEvent, runStream } from "../runs/run-event.ts";
import { startVersion } from "../runs/start-run.ts";
import { insertRun } from "../store/runs.ts";
import { updateTrigger } from "../store/triggers.ts";
import type { PublishedTrigger } from "./published-trigger.ts";
import type { TriggerParts } from "./trigger-parts.ts";

const jsonObject = z.record(z.string(), z.unknown());

/** What a trigger fires with, once. */
export interface Shot {
  /** What expressions know as `trigger`. */
  readonly brought: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string;
}

/**
 * Starts a run in the name of whoever published the trigger, unless its condition says no. Where none can be started,
 * because its inputs do not fit or its expressions fail, there is a run all the same, which has failed: whoever looks after
 * the workflow sees it there.
 * @returns the run; undefined when there is to be none
 * @throws AirgraphError with a code that may pass
 */
export async function fire(
  parts: TriggerParts,
  found: PublishedTrigger,
  { brought: given, idempotencyKey }: Shot,
): Promise<RunId | undefined> {
  const { key, trigger, published, publishedBy } = found;
  const { tenantId } = key;
  const brought = jsonObject.parse(toStorable(given));
  try {
    const scope = { trigger: brought };
    if (trigger.when !== undefined && !(await parts.evaluator.condition(trigger.when, scope, tenantId)))
      return undefined;
    const worked = await parts.evaluator.template(trigger.with, scope, undefined, tenantId);
    const input = jsonObject.parse(toStorable(worked));
    const start = { tenantId, startedBy: publishedBy, trigger: { kind: trigger.kind, brought } };
    const run = await startVersion(parts, start, { published, input, idempotencyKey });
    await updateTrigger(parts.db, key, { firedAt: new Date(parts.clock.now()) });
    return run.id;
  } catch (error) {
    if (isStartedAlready(error)) return undefined;
    if (passes(error)) throw error;
    return failToFire(parts, found, { brought, idempotencyKey }, error);
  }
}

/** Puts down that a trigger could not start a run: as a run that has failed. @returns its id; undefined if there is one */
export async function failToFire(
  { db, clock, logger }: TriggerParts,
  { key: { tenantId, ...key }, trigger, published, publishedBy }: PublishedTrigger,
  { brought, idempotencyKey }: Shot,
  error: unknown,
): Promise<RunId | undefined> {
  const told = toldOf(error, logger);
  logger.info({ tenantId, ...key, code: told.code }, "a trigger could not start a run");
  const id = runId.parse(randomUUID());
  const at = new Date(clock.now());
  return db.transaction(async (transaction) => {
    const isNew = await insertRun(transaction, tenantId, {
      id,
      workflowId: published.workflowId,
      workflowName: published.name,
      version: published.version,
      input: {},
      triggerKind: trigger.kind,
      trigger: brought,
      recordId: null,
      startedBy: publishedBy,
      parent: null,
      replayOf: null,
      priority: published.definition.priority,
      deadlineAt: null,
      idempotencyKey,
      deduplicationKey: null,
      admittedAt: at,
      createdAt: at,
    });
    if (!isNew) return undefined;
    await appendEvents(transaction, tenantId, runStream(id), [runEvent("QUEUED")]);
    await endRun(transaction, { kind: "run", tenantId, id }, { kind: "failed", error: told }, at);
    return id;
  });
}

/** Whether it may work when it is tried again. */
export function passes(error: unknown): boolean {
  if (!(error instanceof AirgraphError)) return isConnectionTrouble(error);
  // Two that were started at once under one deduplication key, of which the other has ended meanwhile.
  if (error.code === "CONFLICT") return true;
  return isErrorCode(error.code) && mayPass(error.code);
}

/** By another attempt, which may have read other cells. */
function isStartedAlready(error: unknown): boolean {
  return error instanceof AirgraphError && error.code === "CONFLICT" && error.extensions["field"] === "idempotencyKey";
}
