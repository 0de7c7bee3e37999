import { randomUUID } from "node:crypto";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { type UserId, userId } from "../../../kernel/identity/ids.ts";
import {
  deleteUnverifiedPerson,
  insertExternalIdentity,
  insertVouchedPerson,
  meetExternalIdentity,
} from "../store/external-identities.ts";
import { deriveUsernames } from "./derive-usernames.ts";
import type { ExternalSignInParts } from "./external-sign-in-parts.ts";
import type { ExternalAccount, IdentityProvider } from "./identity-provider.ts";

/**
 * Who signs in with an external account: the person who did before or added it, or a new one, whose address the provider
 * vouches for. Never somebody who merely has that address here: who controls a mailbox at a provider would get their
 * account, or who registered with another's address before would get what belongs to the other.
 * @throws AirgraphError FORBIDDEN when somebody is new and the provider does not vouch for their address; CONFLICT with
 * `reason` ACCOUNT_EXISTS when somebody has an account with it, who has to sign in and add the external one
 */
export async function personOfExternalAccount(
  { db, clock }: ExternalSignInParts,
  { provider, account }: { provider: IdentityProvider; account: ExternalAccount },
): Promise<UserId> {
  const identity = { provider: provider.name, subject: account.subject, email: account.email ?? null };
  const known = await meetExternalIdentity(db, identity);
  if (known !== undefined) return known;
  const { email } = account;
  if (email === undefined || !account.isEmailVerified)
    throw new AirgraphError(
      "FORBIDDEN",
      `${provider.label} does not say that an address is yours, so no account can be made for you.`,
      { reason: "EMAIL_NOT_VERIFIED" },
    );
  const now = new Date(clock.now());
  return db.transaction(async (transaction) => {
    const personId = await storePerson(transaction, email, now);
    const isNew =
      personId !== undefined &&
      (await insertExternalIdentity(transaction, { ...identity, id: randomUUID(), personId, createdAt: now }));
    if (isNew) return personId;
    // Two at once: the other one has stored the person by now.
    const met = personId === undefined ? await meetExternalIdentity(transaction, identity) : undefined;
    if (met !== undefined) return met;
    throw new AirgraphError(
      "CONFLICT",
      `There is an account with your address already: sign in to it, then add your account of ${provider.label}.`,
      { reason: "ACCOUNT_EXISTS" },
    );
  });
}

/** @returns undefined when somebody has the address */
async function storePerson(transaction: Database, email: string, now: Date): Promise<UserId | undefined> {
  // Whoever registered with the address and never proved it to be theirs gives way to who does.
  await deleteUnverifiedPerson(transaction, email);
  const id = userId.parse(randomUUID());
  for (const username of deriveUsernames(email)) {
    const outcome = await insertVouchedPerson(transaction, { id, email, username }, now);
    if (outcome === "stored") return id;
    if (outcome === "email taken") return undefined;
  }
  throw new Error("every username that was tried is taken");
}
