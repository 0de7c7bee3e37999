import type { Database } from "../../../kernel/database/database.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { Knowledge } from "../definitions/validation/knowledge.ts";
import type { Problem } from "../definitions/validation/problem.ts";
import { validateDefinition } from "../definitions/validation/validate-definition.ts";
import { listSecrets } from "../store/secrets.ts";
import { listLinks } from "../store/workflows.ts";
import type { WorkflowParts } from "./workflow-parts.ts";

/**
 * What is wrong with a definition, if the actor published it.
 * @param name that the workflow has, or would have
 */
export async function checkWorkflow(
  parts: Pick<WorkflowParts, "db" | "checkOperation" | "permitsUrl">,
  actor: Actor,
  given: { readonly definition: unknown; readonly name?: string | null | undefined },
): Promise<readonly Problem[]> {
  const knowledge = await gatherKnowledge(parts, parts.db, actor, given.name ?? undefined);
  return validateDefinition(given.definition, knowledge).problems ?? [];
}

/** What a definition is held against when an actor publishes it. */
export async function gatherKnowledge(
  { checkOperation, permitsUrl }: Pick<WorkflowParts, "checkOperation" | "permitsUrl">,
  db: Database,
  { tenantId, scopes }: Actor,
  name: string | undefined,
): Promise<Knowledge> {
  const secrets = await listSecrets(db, tenantId);
  return {
    name,
    published: await listLinks(db, tenantId),
    scopes,
    secrets: secrets.map((secret) => secret.name),
    checkOperation,
    permitsUrl,
  };
}
