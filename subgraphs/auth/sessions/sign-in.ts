import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { plainText } from "../../../kernel/errors/parse-input.ts";
import { tenantId as tenantIdSchema } from "../../../kernel/identity/ids.ts";
import type { Limits } from "../abuse/limits.ts";
import { checkNothing, passwordMatches } from "../accounts/passwords.ts";
import { tellFailedSignIn } from "../audit/tell-failed-sign-in.ts";
import type { RefusedParts } from "../audit/tell-refused.ts";
import type { Background } from "../background.ts";
import type { SignInModel } from "../models.ts";
import { continueSignIn } from "../second-factor/continue-sign-in.ts";
import { findCredentials, findPasswordHash } from "../store/people.ts";
import type { SessionStore } from "../store/sessions.ts";
import type { SessionParts } from "./session-parts.ts";

/**
 * Signs in whom these credentials belong to.
 * @throws AirgraphError UNAUTHENTICATED, the same for an unknown account, one whose address is not verified, and a wrong password; RATE_LIMITED
 */
export async function signIn(
  parts: SessionParts & RefusedParts & { readonly limits: Limits; readonly background: Background },
  given: { login: string; password: string; tenantId?: string | null | undefined; store: SessionStore },
): Promise<SignInModel> {
  const attempt = { source: parts.source, account: given.login };
  await parts.limits.take("signIn", attempt);
  const wrong = () => new AirgraphError("UNAUTHENTICATED", "The login or the password is wrong.");
  const found = plainText.safeParse(given.login).success ? await findCredentials(parts.db, given.login) : undefined;
  if (found === undefined || found.passwordHash === null) {
    await checkNothing(given.password);
    throw wrong();
  }
  const matches = await passwordMatches(found.passwordHash, given.password);
  if (!matches) tellFailedSignIn(parts, found.userId, { factor: "password" });
  if (!matches || !found.isVerified) throw wrong();
  await parts.limits.giveBack("signIn", attempt);
  const { data: tenantId, success } = tenantIdSchema.nullish().safeParse(given.tenantId);
  if (!success) throw new AirgraphError("FORBIDDEN", "You are no member of this tenant.");
  const { userId, passwordHash } = found;
  return continueSignIn(parts, {
    userId,
    store: given.store,
    tenantId: tenantId ?? undefined,
    proof: async (transaction) => {
      if ((await findPasswordHash(transaction, userId)) !== passwordHash) throw wrong();
    },
  });
}
