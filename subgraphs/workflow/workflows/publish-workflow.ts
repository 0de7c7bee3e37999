import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { Definition } from "../definitions/definition.ts";
import type { Problem } from "../definitions/validation/problem.ts";
import { validateDefinition } from "../definitions/validation/validate-definition.ts";
import { starterOf } from "../starter.ts";
import { toStarterColumns } from "../store/starter-columns.ts";
import { findDraft, insertVersion, lastVersion, type StoredWorkflow, updateWorkflow } from "../store/workflows.ts";
import { replaceTriggers } from "../triggers/replace-triggers.ts";
import { gatherKnowledge } from "./check-workflow.ts";
import { checkRevision, lockWorkflow, targetOf, type WorkflowParts } from "./workflow-parts.ts";

/**
 * Makes a version of the draft, which runs start with from then on; its triggers take the place of those of the version
 * before, and start runs in the actor's name.
 * @throws AirgraphError BAD_USER_INPUT with `problems` when the draft can't be carried out; NOT_FOUND; CONFLICT when it is
 *   archived, or its draft is not the expected one
 */
export async function publishWorkflow(
  parts: WorkflowParts,
  actor: Actor,
  given: { readonly id: string; readonly expectedRevision: number },
): Promise<StoredWorkflow> {
  const { db, clock, audit } = parts;
  const { tenantId } = actor;
  return db.transaction(async (transaction) => {
    const workflow = await lockWorkflow(transaction, tenantId, given.id);
    const { id, name, enabled } = workflow;
    checkRevision(workflow, given.expectedRevision);
    const draft = await findDraft(transaction, tenantId, id);
    const definition = fitToPublish(validateDefinition(draft, await gatherKnowledge(parts, transaction, actor, name)));
    const version = (await lastVersion(transaction, tenantId, id)) + 1;
    const publishedAt = new Date(clock.now());
    const { startedByKind: publishedByKind, startedBy: publishedBy } = toStarterColumns(starterOf(actor));
    await insertVersion(transaction, tenantId, {
      workflowId: id,
      version,
      definition,
      publishedByKind,
      publishedBy,
      publishedAt,
    });
    const published = await updateWorkflow(transaction, tenantId, id, {
      publishedVersion: version,
      updatedAt: publishedAt,
    });
    if (enabled) await replaceTriggers(transaction, tenantId, { workflowId: id, definition, at: publishedAt });
    await audit(transaction, {
      action: "workflow.published",
      target: targetOf(id),
      details: { name, version },
      result: "SUCCEEDED",
    });
    return published ?? workflow;
  });
}

function fitToPublish({
  definition,
  problems,
}: {
  readonly definition?: Definition | undefined;
  readonly problems?: readonly Problem[] | undefined;
}): Definition {
  if (definition !== undefined) return definition;
  const [first] = problems ?? [];
  const others = (problems?.length ?? 0) - 1;
  throw new AirgraphError(
    "BAD_USER_INPUT",
    `The draft can't be published. ${first?.path ?? ""}: ${first?.message ?? ""}${others > 0 ? ` And ${others} more.` : ""}`,
    { problems },
  );
}
