import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { findVersion, findWorkflowByName, type StoredWorkflow, updateWorkflow } from "../store/workflows.ts";
import { replaceTriggers } from "../triggers/replace-triggers.ts";
import { nameTaken } from "./create-workflow.ts";
import { lockWorkflow, targetOf, type WorkflowParts, workflowName } from "./workflow-parts.ts";

/**
 * Gives a workflow another name. Other workflows that name it keep saying the name that it had.
 * @throws AirgraphError BAD_USER_INPUT; NOT_FOUND; CONFLICT when it is archived, or the name is taken
 */
export async function renameWorkflow(
  { db, clock, audit }: WorkflowParts,
  { tenantId }: Actor,
  given: { readonly id: string; readonly name: string },
): Promise<StoredWorkflow> {
  const name = parseInput(workflowName, given.name);
  return db.transaction(async (transaction) => {
    const workflow = await lockWorkflow(transaction, tenantId, given.id);
    if (workflow.name === name) return workflow;
    if ((await findWorkflowByName(transaction, tenantId, name)) !== undefined) throw nameTaken(name);
    const updatedAt = new Date(clock.now());
    const renamed = await updateWorkflow(transaction, tenantId, workflow.id, { name, updatedAt });
    await audit(transaction, {
      action: "workflow.renamed",
      target: targetOf(workflow.id),
      details: { from: workflow.name, to: name },
      result: "SUCCEEDED",
    });
    return renamed ?? workflow;
  });
}

/**
 * Sets whether a workflow's triggers fire. By hand, runs of it can be started all the same.
 * @throws AirgraphError NOT_FOUND; CONFLICT when it is archived
 */
export async function setWorkflowEnabled(
  { db, clock, audit }: WorkflowParts,
  { tenantId }: Actor,
  given: { readonly id: string; readonly enabled: boolean },
): Promise<StoredWorkflow> {
  const { enabled } = given;
  return db.transaction(async (transaction) => {
    const workflow = await lockWorkflow(transaction, tenantId, given.id);
    if (workflow.enabled === enabled) return workflow;
    const { id, publishedVersion } = workflow;
    const at = new Date(clock.now());
    const version =
      enabled && publishedVersion !== null ? await findVersion(transaction, tenantId, id, publishedVersion) : undefined;
    await replaceTriggers(transaction, tenantId, { workflowId: id, definition: version?.definition, at });
    const changed = await updateWorkflow(transaction, tenantId, id, { enabled, updatedAt: at });
    await audit(transaction, {
      action: enabled ? "workflow.enabled" : "workflow.disabled",
      target: targetOf(id),
      result: "SUCCEEDED",
    });
    return changed ?? workflow;
  });
}

/**
 * Puts a workflow away for good: its triggers fire no more, no run of it can be started, and its name is free. Its runs go
 * on, and with its versions can be looked at.
 * @throws AirgraphError NOT_FOUND; CONFLICT when it is archived already
 */
export async function archiveWorkflow(
  { db, clock, audit }: WorkflowParts,
  { tenantId }: Actor,
  given: { readonly id: string },
): Promise<StoredWorkflow> {
  return db.transaction(async (transaction) => {
    const workflow = await lockWorkflow(transaction, tenantId, given.id);
    const at = new Date(clock.now());
    await replaceTriggers(transaction, tenantId, { workflowId: workflow.id, definition: undefined, at });
    const archived = await updateWorkflow(transaction, tenantId, workflow.id, { archivedAt: at, updatedAt: at });
    await audit(transaction, {
      action: "workflow.archived",
      target: targetOf(workflow.id),
      details: { name: workflow.name },
      result: "SUCCEEDED",
    });
    return archived ?? workflow;
  });
}
