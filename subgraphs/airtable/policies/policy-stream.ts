import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { Listener } from "../../../kernel/event-log/listener.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { DeniedData, StoredPolicy } from "./data-policy.ts";

/** A change of who may do what with data. */
export type PolicyChange =
  | { readonly kind: "created" | "updated" | "deleted"; readonly policy: StoredPolicy }
  | { readonly kind: "denied data"; readonly deniedData: DeniedData };

export const policyStream = "airtable-data-policies";

/**
 * Tells of a change of a tenant's policies, at the end of the transaction that makes it: the audit log, and every process,
 * which forgets what it remembers of them when that commits.
 */
export async function tellOfPolicies(
  { audit }: { audit: Audit },
  transaction: Database,
  tenantId: TenantId,
  change: PolicyChange,
): Promise<void> {
  if (change.kind === "denied data") {
    const { deniedData } = change;
    await appendEvents(transaction, tenantId, policyStream, [{ type: "airtable.deniedDataSet", data: { deniedData } }]);
    await audit(transaction, {
      action: "tenant.updated",
      target: { kind: "tenant", id: tenantId },
      result: "SUCCEEDED",
      details: { deniedData },
    });
    return;
  }
  const { kind, policy } = change;
  const { id, name, effect, subject, operations, baseId, tableId, fieldIds, rows } = policy;
  await appendEvents(transaction, tenantId, policyStream, [
    { type: "airtable.dataPolicyChanged", data: { policyId: id } },
  ]);
  await audit(transaction, {
    action: `policy.${kind}`,
    target: { kind: "policy", id },
    result: "SUCCEEDED",
    details: {
      name,
      effect,
      subject: subject.id === null ? subject.kind : `${subject.kind} ${subject.id}`,
      operations: operations.join(", "),
      baseId,
      ...(tableId === null ? {} : { tableId }),
      ...(fieldIds === null ? {} : { fieldIds: fieldIds.join(", ") }),
      ...(rows === null ? {} : { rows: JSON.stringify(rows) }),
    },
  });
}

export function idOf(actor: Actor): string {
  return actor.kind === "person" ? actor.userId : actor.apiKeyId;
}

/**
 * Calls back with the tenant whose policies have changed, or with "all" when some changes may have been missed.
 * @returns ends that
 */
export function onPolicyChange(listener: Listener, callback: (whose: TenantId | "all") => void): () => void {
  return listener.subscribe((payload) => {
    if (payload === undefined) {
      callback("all");
      return;
    }
    const [tenant, changed] = payload.split(" ");
    // A notification of the event log begins with the id of a tenant.
    if (changed === policyStream) callback(tenant as TenantId);
  });
}
