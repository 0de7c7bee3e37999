import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { Listener } from "../../../kernel/event-log/listener.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { DataPolicyId, DeniedData } from "./data-policy.ts";

/** A change of who may do what. */
export type PolicyChange =
  | { readonly type: "airtable.dataPolicyCreated"; readonly policyId: DataPolicyId }
  | { readonly type: "airtable.dataPolicyUpdated"; readonly policyId: DataPolicyId }
  | { readonly type: "airtable.dataPolicyDeleted"; readonly policyId: DataPolicyId }
  | { readonly type: "airtable.deniedDataSet"; readonly deniedData: DeniedData };

const stream = "airtable-data-policies";

/**
 * Tells of a change of a tenant's policies, in the transaction that makes it: when that commits, every process forgets
 * what it remembers of them. Whoever keeps a record of such changes finds all of them here, and who made them.
 */
export async function appendPolicyChange(
  transaction: Database,
  actor: Actor,
  { type, ...about }: PolicyChange,
): Promise<void> {
  await appendEvents(transaction, actor.tenantId, stream, [{ type, data: { ...about, by: idOf(actor) } }]);
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
    if (changed === stream) callback(tenant as TenantId);
  });
}
