import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { stepIdsOf } from "../definitions/steps-of.ts";
import { findDefinition } from "../store/definitions.ts";
import { forgetSteps } from "../store/journal.ts";
import { updateRun } from "../store/runs.ts";
import { admitRuns } from "./admit-runs.ts";
import { lockKnownRun } from "./lock-run.ts";
import { runEvent, runStream } from "./run-event.ts";

/**
 * Has a run that failed go on from the steps that did not succeed; what succeeded is not done again.
 * @throws AirgraphError NOT_FOUND; CONFLICT when it has not failed
 */
export async function retryRun(
  { db, clock }: { db: Database; clock: Clock },
  tenantId: TenantId,
  id: string,
): Promise<void> {
  await db.transaction(async (transaction) => {
    const run = await lockKnownRun(transaction, tenantId, id);
    if (run.status !== "FAILED") throw new AirgraphError("CONFLICT", "Only a run that failed can be tried again.");
    const definition = await findDefinition(transaction, run);
    await forgetSteps(transaction, run, stepIdsOf(definition.onFailure));
    const at = new Date(clock.now());
    const deadlineAt =
      definition.deadlineSeconds === undefined ? null : new Date(at.getTime() + definition.deadlineSeconds * 1_000);
    await updateRun(transaction, run, {
      status: "QUEUED",
      errorCode: null,
      errorMessage: null,
      endedAt: null,
      admittedAt: null,
      deduplicationKey: null,
      generation: run.generation + 1,
      deadlineAt,
    });
    await appendEvents(transaction, tenantId, runStream(run.id), [runEvent("RETRIED")]);
    await admitRuns(transaction, tenantId, run.workflowId, at);
  });
}
