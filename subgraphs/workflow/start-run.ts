import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/database/database.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../kernel/errors/parse-input.ts";
import { appendEvents } from "../../kernel/event-log/event-log.ts";
import type { Actor } from "../../kernel/identity/caller.ts";
import { runId } from "../../kernel/identity/ids.ts";
import { recordId as recordIdSchema } from "../../kernel/identity/record-id.ts";
import { type WorkflowName, workflowNames, workflows } from "./definition.ts";
import { enqueueRun } from "./engine/enqueue-run.ts";
import { runEvent, runStream } from "./run-update.ts";
import { findRunByKey, insertRun, type NewRun, type Starter, type StoredRun } from "./store/runs.ts";

const input = z.object({
  workflow: z.enum(workflowNames),
  recordId: recordIdSchema,
  idempotencyKey: plainText.min(1, "must not be empty").max(200, "must have at most 200 characters").nullish(),
});

/**
 * Starts a run, or finds the one that the same idempotency key started. The run, its first event and its place in the
 * engine's queue are one transaction: there is no run that nobody works on.
 * @throws AirgraphError BAD_USER_INPUT naming the field; CONFLICT when the key started something else
 */
export async function startRun(
  { db, clock }: { db: Database; clock: Clock },
  actor: Actor,
  given: { workflow: WorkflowName; recordId: string; idempotencyKey?: string | null | undefined },
): Promise<StoredRun> {
  const { tenantId } = actor;
  const { workflow, recordId, idempotencyKey = null } = parseInput(input, given);
  const run: NewRun = {
    id: runId.parse(randomUUID()),
    workflow,
    definition: workflows[workflow],
    recordId,
    startedBy: starterOf(actor),
    idempotencyKey,
    createdAt: new Date(clock.now()),
  };
  const started = await db.transaction(async (transaction) => {
    if (!(await insertRun(transaction, tenantId, run))) return false;
    await appendEvents(transaction, tenantId, runStream(run.id), [runEvent("QUEUED")]);
    await enqueueRun(transaction, { tenantId, runId: run.id });
    return true;
  });
  if (started) return { ...run, status: "QUEUED", error: null, startedAt: null, endedAt: null };

  const first = idempotencyKey === null ? undefined : await findRunByKey(db, tenantId, idempotencyKey);
  if (first === undefined || first.workflow !== workflow || first.recordId !== recordId) {
    throw new AirgraphError("CONFLICT", "This idempotency key started another run.", { field: "idempotencyKey" });
  }
  return first;
}

function starterOf(actor: Actor): Starter {
  return actor.kind === "person"
    ? { kind: "person", userId: actor.userId }
    : { kind: "machine", apiKeyId: actor.apiKeyId };
}
