import type { Actor } from "../../../kernel/identity/caller.ts";
import { type StoredWorkflow, updateWorkflow } from "../store/workflows.ts";
import { parseDraft } from "./parse-draft.ts";
import { checkRevision, lockWorkflow, targetOf, type WorkflowParts } from "./workflow-parts.ts";

/**
 * Puts a draft in the place of the one before.
 * @throws AirgraphError BAD_USER_INPUT; NOT_FOUND; CONFLICT when it is archived, or its draft is not the expected one
 */
export async function saveDraft(
  { db, clock, audit }: WorkflowParts,
  { tenantId }: Actor,
  given: { readonly id: string; readonly draft: unknown; readonly expectedRevision: number },
): Promise<StoredWorkflow> {
  const draft = parseDraft(given.draft);
  return db.transaction(async (transaction) => {
    const workflow = await lockWorkflow(transaction, tenantId, given.id);
    checkRevision(workflow, given.expectedRevision);
    const draftRevision = workflow.draftRevision + 1;
    const updatedAt = new Date(clock.now());
    const saved = await updateWorkflow(transaction, tenantId, workflow.id, { draft, draftRevision, updatedAt });
    await audit(transaction, {
      action: "workflow.draft_saved",
      target: targetOf(workflow.id),
      details: { revision: draftRevision },
      result: "SUCCEEDED",
    });
    return saved ?? workflow;
  });
}
