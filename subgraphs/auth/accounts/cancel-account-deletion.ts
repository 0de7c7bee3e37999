import { tellOwnTenants } from "../audit/tell-tenants-of.ts";
import type { UserModel } from "../models.ts";
import { lockPerson, setDeletionDue } from "../store/account-changes.ts";
import type { AccountParts } from "./account-parts.ts";
import { accountGone, type SignedInHere } from "./signed-in-here.ts";

/** Takes the deletion of the account back; does nothing when none was asked for. */
export async function cancelAccountDeletion(
  { db, outbox, audit }: AccountParts,
  { userId }: SignedInHere,
): Promise<{ user: UserModel }> {
  const user = await db.transaction(async (transaction) => {
    const person = await lockPerson(transaction, userId);
    if (person === undefined) throw accountGone();
    if (person.deletionDueAt === null) return person;
    await setDeletionDue(transaction, userId, null);
    await outbox.put(transaction, { kind: "deletion_cancelled", to: person.email, username: person.username });
    await tellOwnTenants(transaction, audit, userId, "account.deletion_cancelled");
    return { ...person, deletionDueAt: null };
  });
  outbox.wake();
  return { user };
}
