import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { runId } from "../../../kernel/identity/ids.ts";
import { starterOf } from "../starter.ts";
import { findRuns, type StoredRun } from "../store/runs.ts";
import { maySeeData } from "./may-see-data.ts";
import { type StartParts, startRun } from "./start-run.ts";

/**
 * Starts a run with the input of another, in the name of who asks, by the version that is published now.
 * @throws AirgraphError NOT_FOUND; FORBIDDEN for who may not see that input; what `startRun` throws
 */
export async function replayRun(
  parts: StartParts,
  actor: Actor,
  { id, idempotencyKey }: { id: string; idempotencyKey: string | null },
): Promise<StoredRun> {
  const { tenantId } = actor;
  const known = runId.safeParse(id).data;
  const [run] = known === undefined ? [] : await findRuns(parts.db, tenantId, [known]);
  if (run === undefined) throw new AirgraphError("NOT_FOUND", `There is no run ${id}.`);
  if (!maySeeData(actor, run)) {
    throw new AirgraphError("FORBIDDEN", "You may not see what this run was started with.", {
      missingScopes: ["runs:data"],
    });
  }
  const start = {
    tenantId,
    startedBy: starterOf(actor),
    trigger: { kind: run.triggerKind, brought: run.trigger },
    replayOf: run.id,
  };
  return startRun(parts, start, { workflow: run.workflowId, input: run.input, idempotencyKey });
}
