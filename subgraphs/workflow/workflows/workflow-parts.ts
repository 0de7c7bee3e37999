import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { plainText } from "../../../kernel/errors/parse-input.ts";
import type { OperationCheck } from "../../../kernel/executor/check-operation.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { type WorkflowId, workflowId } from "../ids.ts";
import { findWorkflow, findWorkflowByName, lockWorkflows, type StoredWorkflow } from "../store/workflows.ts";

/** What changes of workflows need. */
export interface WorkflowParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly audit: Audit;
  /** A new UUID. */
  readonly newId: () => string;
  /** Holds operations against what clients see of the supergraph, where that is known. */
  readonly checkOperation?: OperationCheck | undefined;
  /** Whether http steps may go to a URL, as far as its text tells. */
  readonly permitsUrl?: ((url: URL) => boolean) | undefined;
}

/** By which runs are started. */
export const workflowName = plainText
  .trim()
  .min(1, "must not be empty")
  .max(100, "must have at most 100 characters")
  .refine((name) => !workflowId.safeParse(name).success, "must not look like an id");

/** One that may still be changed; waits until nobody else changes the tenant's. @throws AirgraphError NOT_FOUND, CONFLICT */
export async function lockWorkflow(transaction: Database, tenantId: TenantId, given: string): Promise<StoredWorkflow> {
  await lockWorkflows(transaction, tenantId);
  const found = await reachWorkflow(transaction, tenantId, given);
  if (found.archivedAt !== null)
    throw new AirgraphError("CONFLICT", `The workflow ${found.name} is archived.`, { field: "id" });
  return found;
}

/** By id, or by the name of one that is not archived. @throws AirgraphError NOT_FOUND */
export async function reachWorkflow(db: Database, tenantId: TenantId, given: string): Promise<StoredWorkflow> {
  const id = workflowId.safeParse(given).data;
  const found = id === undefined ? await findWorkflowByName(db, tenantId, given) : await findWorkflow(db, tenantId, id);
  if (found === undefined) throw new AirgraphError("NOT_FOUND", "There is no such workflow.", { field: "id" });
  return found;
}

export function targetOf(id: WorkflowId): { readonly kind: "workflow"; readonly id: string } {
  return { kind: "workflow", id };
}

/** @throws AirgraphError CONFLICT when somebody else saved in the meantime */
export function checkRevision({ draftRevision }: StoredWorkflow, expected: number): void {
  if (draftRevision === expected) return;
  throw new AirgraphError(
    "CONFLICT",
    `The draft has revision ${draftRevision}, not ${expected}: somebody saved it meanwhile. Read it again.`,
    { field: "expectedRevision", revision: draftRevision },
  );
}
