import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import { tellTenantsOf } from "../audit/tell-tenants-of.ts";
import { deleteExternalIdentity, lockWaysToSignIn } from "../store/external-identities.ts";
import type { ExternalSignInParts } from "./external-sign-in-parts.ts";

/**
 * Takes an external account away from a person.
 * @throws AirgraphError NOT_FOUND when it is none of theirs; CONFLICT when it is the last way to sign in, also when two
 * are taken away at once
 */
export async function removeExternalIdentity(
  { db, audit }: Pick<ExternalSignInParts, "db" | "audit">,
  personId: UserId,
  id: string,
): Promise<void> {
  await db.transaction(async (transaction) => {
    const ways = await lockWaysToSignIn(transaction, personId);
    if (ways === undefined || !ways.externalIdentityIds.includes(id))
      throw new AirgraphError("NOT_FOUND", "You have no external account with this id.");
    if (!ways.hasPassword && ways.externalIdentityIds.length === 1)
      throw new AirgraphError(
        "CONFLICT",
        "This is your last way to sign in: set a password by requestPasswordReset, or add another account, first.",
      );
    const removed = await deleteExternalIdentity(transaction, { personId, id });
    await tellTenantsOf(transaction, audit, personId, {
      action: "external_identity.unlinked",
      target: { kind: "external_identity", id },
      result: "SUCCEEDED",
      details: { provider: removed?.provider ?? null },
    });
  });
}
