import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { tellOwnTenants } from "../audit/tell-tenants-of.ts";
import type { UserModel } from "../models.ts";
import { listTenantsOnlyOwnedBy, lockPerson, setDeletionDue } from "../store/account-changes.ts";
import { endSessions } from "../store/sessions.ts";
import type { AccountParts } from "./account-parts.ts";
import { accountGone, type SignedInHere } from "./signed-in-here.ts";

/**
 * Has the account deleted after a time in which it can be taken back, and ends all other sessions. Asked for twice, the
 * first date stays. Tenants without other members go with it.
 * @throws AirgraphError CONFLICT, with `tenants`, for the last owner of a tenant with other members
 */
export async function deleteAccount(
  { db, clock, outbox, accountGraceDays, audit }: AccountParts & { readonly accountGraceDays: number },
  { userId, sessionId }: SignedInHere,
): Promise<{ user: UserModel }> {
  const now = new Date(clock.now());
  const user = await db.transaction(async (transaction) => {
    const person = await lockPerson(transaction, userId);
    if (person === undefined) throw accountGone();
    if (person.deletionDueAt !== null) return person;
    const tenants = await listTenantsOnlyOwnedBy(transaction, userId);
    if (tenants.length > 0) {
      const names = tenants.map(({ name }) => name).join(", ");
      throw new AirgraphError(
        "CONFLICT",
        `You are the last owner of ${names}: make another member the owner, or remove the other members.`,
        { tenants },
      );
    }
    const deletionDueAt = new Date(now.getTime() + accountGraceDays * 86_400_000);
    await setDeletionDue(transaction, userId, deletionDueAt);
    await endSessions(transaction, { personId: userId, except: sessionId }, "account deletion", now);
    const { username, email: to } = person;
    await outbox.put(transaction, { kind: "deletion_asked", to, username, dueAt: deletionDueAt.toISOString() });
    await tellOwnTenants(transaction, audit, userId, "account.deletion_requested");
    return { ...person, deletionDueAt };
  });
  outbox.wake();
  return { user };
}
