import { randomUUID } from "node:crypto";
import type { Database } from "../../../kernel/database/database.ts";
import { tenantId, type UserId, userId } from "../../../kernel/identity/ids.ts";
import { tellOwnTenants } from "../audit/tell-tenants-of.ts";
import type { SignInModel } from "../models.ts";
import { continueSignIn } from "../second-factor/continue-sign-in.ts";
import { hashSecretText } from "../secret-text.ts";
import type { SessionParts } from "../sessions/session-parts.ts";
import { findMailToken } from "../store/mail-tokens.ts";
import { insertPerson } from "../store/people.ts";
import { takeRegistrations } from "../store/registrations.ts";
import type { SessionStore } from "../store/sessions.ts";
import type { AccountParts } from "./account-parts.ts";
import { badLink } from "./mail-link.ts";
import { usernameTaken } from "./sign-up.ts";

/**
 * Makes a registration a person by the token from its mail, and signs them in. The person is new, so there is no second
 * factor that this could get round.
 *
 * If others signed up with the address too, the link may be one that a stranger had sent, who would then know the
 * password. So nobody's password is taken over then: a mail leads to choosing one. The other links are worthless from
 * now on.
 * @throws AirgraphError BAD_USER_INPUT for a token that is unknown, expired or used; CONFLICT when somebody else has
 *   taken the username meanwhile; RATE_LIMITED
 */
export async function verifyEmail(
  parts: AccountParts & SessionParts,
  { token, store }: { token: string; store: SessionStore },
): Promise<SignInModel> {
  const { db, limits, outbox, source } = parts;
  await limits.take("verifyEmail", { source });
  const personId = await db.transaction(async (transaction) => becomePerson(parts, transaction, token));
  outbox.wake();
  return continueSignIn(parts, { userId: personId, store, tenantId: undefined });
}

async function becomePerson(
  { clock, outbox, audit }: Pick<AccountParts, "clock" | "outbox" | "audit">,
  transaction: Database,
  token: string,
): Promise<UserId> {
  const now = new Date(clock.now());
  const proved = await findMailToken(transaction, { hash: hashSecretText(token), purpose: "verify_email" }, now);
  if (proved === undefined) throw badLink();
  // Takes the tokens along, so none of them is good twice, also when two come at once.
  const all = await takeRegistrations(transaction, proved.email, now);
  const own = all.find(({ id }) => id === proved.registrationId);
  if (own === undefined) throw badLink();
  const isContested = all.length > 1;
  const person = {
    id: userId.parse(randomUUID()),
    username: own.username,
    email: own.email,
    emailVerifiedAt: now,
    createdAt: now,
    passwordHash: isContested ? null : own.passwordHash,
  };
  const tenant = own.tenantName === null ? undefined : { id: tenantId.parse(randomUUID()), name: own.tenantName };
  const outcome = await insertPerson(transaction, person, tenant);
  if (outcome === "username taken") throw usernameTaken();
  if (outcome === "email taken") throw badLink();
  if (isContested) await outbox.put(transaction, { kind: "choose_password", to: own.email, personId: person.id });
  if (tenant !== undefined) {
    const target = { kind: "tenant", id: tenant.id };
    await audit(transaction, tenant.id, { action: "tenant.created", target, result: "SUCCEEDED", by: person.id });
  }
  await tellOwnTenants(transaction, audit, person.id, "account.registered");
  return person.id;
}
