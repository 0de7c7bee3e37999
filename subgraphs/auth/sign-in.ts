import type { Database } from "../../kernel/database/database.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { plainText } from "../../kernel/errors/parse-input.ts";
import { checkNothing, passwordMatches } from "./passwords.ts";
import { findForSignIn, type Member } from "./store/people.ts";

/** Argon2 reads every byte, so what can't be a password is not hashed at all. */
const longestPassword = 200;

/**
 * Finds the member whom these credentials belong to.
 * @throws AirgraphError UNAUTHENTICATED, the same for an unknown account and for a wrong password
 */
export async function signIn({ db }: { db: Database }, given: { login: string; password: string }): Promise<Member> {
  const wrong = () => new AirgraphError("UNAUTHENTICATED", "The login or the password is wrong.");
  if (given.password.length > longestPassword) throw wrong();
  const found = plainText.safeParse(given.login).success ? await findForSignIn(db, given.login) : undefined;
  if (found === undefined) {
    await checkNothing(given.password);
    throw wrong();
  }
  if (!(await passwordMatches(found.passwordHash, given.password))) throw wrong();
  const { passwordHash: _passwordHash, ...member } = found;
  return member;
}
