import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { plainText } from "../../../kernel/errors/parse-input.ts";
import { tenantId as tenantIdSchema } from "../../../kernel/identity/ids.ts";
import type { SignInModel } from "../models.ts";
import { checkNothing, passwordMatches } from "../passwords.ts";
import { continueSignIn } from "../second-factor/continue-sign-in.ts";
import { findCredentials } from "../store/people.ts";
import type { SessionStore } from "../store/sessions.ts";
import type { SessionParts } from "./session-parts.ts";

/** Argon2 reads every byte, so what can't be a password is not hashed at all. */
const longestPassword = 200;

/**
 * Signs in whom these credentials belong to.
 * @throws AirgraphError UNAUTHENTICATED, the same for an unknown account, one whose address is not verified, and a wrong password
 */
export async function signIn(
  parts: SessionParts,
  given: { login: string; password: string; tenantId?: string | null | undefined; store: SessionStore },
): Promise<SignInModel> {
  const wrong = () => new AirgraphError("UNAUTHENTICATED", "The login or the password is wrong.");
  if (given.password.length > longestPassword) throw wrong();
  const found = plainText.safeParse(given.login).success ? await findCredentials(parts.db, given.login) : undefined;
  if (found === undefined || found.passwordHash === null) {
    await checkNothing(given.password);
    throw wrong();
  }
  const matches = await passwordMatches(found.passwordHash, given.password);
  if (!matches || !found.isVerified) throw wrong();
  const { data: tenantId, success } = tenantIdSchema.nullish().safeParse(given.tenantId);
  if (!success) throw new AirgraphError("FORBIDDEN", "You are no member of this tenant.");
  return continueSignIn(parts, { userId: found.userId, store: given.store, tenantId: tenantId ?? undefined });
}
