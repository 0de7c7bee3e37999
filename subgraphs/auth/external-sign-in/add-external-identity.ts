import { randomUUID } from "node:crypto";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import { tellTenantsOf } from "../audit/tell-tenants-of.ts";
import { insertExternalIdentity, meetExternalIdentity } from "../store/external-identities.ts";
import type { ExternalSignInParts } from "./external-sign-in-parts.ts";
import type { ExternalAccount, IdentityProvider } from "./identity-provider.ts";

/**
 * Adds an external account to a person's own. One that they have already stays as it is.
 * @throws AirgraphError CONFLICT when it belongs to somebody else
 */
export async function addExternalIdentity(
  { db, clock, audit }: ExternalSignInParts,
  personId: UserId,
  { provider: { name, label }, account }: { provider: IdentityProvider; account: ExternalAccount },
): Promise<void> {
  const { subject } = account;
  const email = account.email ?? null;
  const id = randomUUID();
  await db.transaction(async (transaction) => {
    const isAdded = await insertExternalIdentity(transaction, {
      id,
      personId,
      provider: name,
      subject,
      email,
      createdAt: new Date(clock.now()),
    });
    if (!isAdded) {
      const owner = await meetExternalIdentity(transaction, { provider: name, subject, email });
      if (owner === personId) return;
      throw new AirgraphError("CONFLICT", `Somebody else signs in with this account of ${label} already.`);
    }
    await tellTenantsOf(transaction, audit, personId, {
      action: "external_identity.linked",
      target: { kind: "external_identity", id },
      result: "SUCCEEDED",
      details: { provider: name },
    });
  });
}
