import type { AuditEntry } from "../../../kernel/audit-log/audit-entry.ts";
import type { AuditLog } from "../../../kernel/audit-log/audit-log.ts";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { tellTenantDeleted } from "../../../kernel/tenants/deleted-tenants.ts";
import { listTenantsInOrder } from "../audit/tell-tenants-of.ts";
import type { Outbox } from "../mail/outbox.ts";
import {
  claimDuePerson,
  deletePerson,
  deleteTenantsOfOneMember,
  listTenantsOnlyOwnedBy,
  setDeletionDue,
} from "../store/account-changes.ts";

/**
 * Deletes the accounts that are due, with the tenants that have no other member. Who has become the last owner of a tenant
 * with other members meanwhile stays, and is told.
 * @returns how many were deleted
 */
export async function purgeAccounts({
  db,
  clock,
  outbox,
  auditLog,
  logger,
}: {
  db: Database;
  clock: Clock;
  outbox: Outbox;
  auditLog: AuditLog;
  logger: Logger;
}): Promise<number> {
  let deleted = 0;
  for (;;) {
    const outcome = await db.transaction(async (transaction) => {
      const person = await claimDuePerson(transaction, new Date(clock.now()));
      if (person === undefined) return undefined;
      const { id, username, email: to } = person;
      const owned = await listTenantsOnlyOwnedBy(transaction, id);
      if (owned.length > 0) {
        await setDeletionDue(transaction, id, null);
        const tenants = owned.map(({ name }) => name);
        await outbox.put(transaction, { kind: "deletion_refused", to, username, tenants });
        return { userId: id, isDeleted: false };
      }
      const tenantIds = await deleteTenantsOfOneMember(transaction, id);
      for (const tenantId of tenantIds) await tellTenantDeleted(transaction, tenantId);
      const others = await listTenantsInOrder(transaction, id);
      await deletePerson(transaction, id);
      await outbox.put(transaction, { kind: "account_deleted", to, username });
      for (const tenantId of others) await auditLog.append(transaction, tenantId, deletionOf(id));
      return { userId: id, isDeleted: true, tenantIds };
    });
    if (outcome === undefined) return deleted;
    outbox.wake();
    logger.info(outcome, outcome.isDeleted ? "an account was deleted" : "an account was kept: it owns tenants");
    if (outcome.isDeleted) deleted += 1;
  }
}

function deletionOf(userId: UserId): AuditEntry {
  return {
    action: "account.deleted",
    actor: { kind: "service", name: "auth" },
    target: { kind: "person", id: userId },
    result: "SUCCEEDED",
    requestId: "purge-accounts",
  };
}
