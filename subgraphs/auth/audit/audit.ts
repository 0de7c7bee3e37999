import { type AuditEntry, askedBy } from "../../../kernel/audit-log/audit-entry.ts";
import type { AuditLog } from "../../../kernel/audit-log/audit-log.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { RequestScope } from "../../../kernel/executor/local-executor.ts";
import type { TenantId, UserId } from "../../../kernel/identity/ids.ts";

/** What is done, without who asks for it. */
export type Act = Pick<AuditEntry, "action" | "target" | "details" | "result"> & {
  /** Whoever it turned out to be, where the request itself is nobody's: a sign-in, for one. */
  readonly by?: UserId;
};

/**
 * Tells a tenant's audit log what this request does, as the last thing in the transaction that does it. What happens
 * outside of all tenants is in no log: there is nobody who could read it.
 */
export type Audit = (transaction: Database, tenantId: TenantId | null | undefined, act: Act) => Promise<void>;

export function createAudit(auditLog: AuditLog, scope: RequestScope): Audit {
  return async (transaction, tenantId, { by, ...act }) => {
    if (tenantId === null || tenantId === undefined) return;
    const actor = by === undefined ? {} : { actor: { kind: "person", userId: by } as const };
    await auditLog.append(transaction, tenantId, { ...askedBy(scope), ...actor, ...act });
  };
}
