import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { workflowId } from "../ids.ts";
import {
  countWorkflows,
  findWorkflowByName,
  insertWorkflow,
  lockWorkflows,
  type StoredWorkflow,
} from "../store/workflows.ts";
import { parseDraft } from "./parse-draft.ts";
import { targetOf, type WorkflowParts, workflowName } from "./workflow-parts.ts";

const mostWorkflows = 1_000;

/**
 * Creates a workflow with its first draft, which need not be fit to be published.
 * @throws AirgraphError BAD_USER_INPUT naming the field; CONFLICT when the name is taken, or there are as many as may be
 */
export async function createWorkflow(
  { db, clock, audit, newId }: WorkflowParts,
  { tenantId }: Actor,
  given: { readonly name: string; readonly draft: unknown },
): Promise<StoredWorkflow> {
  const name = parseInput(workflowName, given.name);
  const draft = parseDraft(given.draft);
  const id = workflowId.parse(newId());
  const createdAt = new Date(clock.now());
  await db.transaction(async (transaction) => {
    await lockWorkflows(transaction, tenantId);
    if ((await findWorkflowByName(transaction, tenantId, name)) !== undefined) throw nameTaken(name);
    if ((await countWorkflows(transaction, tenantId)) >= mostWorkflows)
      throw new AirgraphError("CONFLICT", `A tenant has at most ${mostWorkflows} workflows: archive one.`);
    await insertWorkflow(transaction, tenantId, { id, name, draft, createdAt });
    await audit(transaction, {
      action: "workflow.created",
      target: targetOf(id),
      details: { name },
      result: "SUCCEEDED",
    });
  });
  return {
    id,
    name,
    draftRevision: 1,
    publishedVersion: null,
    enabled: true,
    createdAt,
    updatedAt: createdAt,
    archivedAt: null,
  };
}

export function nameTaken(name: string): AirgraphError {
  return new AirgraphError("CONFLICT", `There is a workflow ${name} already.`, { field: "name" });
}
