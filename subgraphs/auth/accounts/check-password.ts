import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { IsBreached } from "./breached-passwords.ts";
import { commonPasswords } from "./common-passwords.ts";
import { countCharacters, prepare } from "./passwords.ts";

const fewest = 4;
const longestFirst = commonPasswords.toSorted((one, other) => other.length - one.length);

/**
 * Refuses passwords that are guessed first.
 * @param field where the password stands in the input
 * @throws AirgraphError BAD_USER_INPUT, which never repeats the password
 */
export async function checkPassword(
  password: string,
  { username, email, isBreached, field }: { username: string; email: string; isBreached: IsBreached; field: string },
): Promise<void> {
  const refuse = (reason: string) => new AirgraphError("BAD_USER_INPUT", `${field} ${reason}.`, { field });
  const text = prepare(password).toLowerCase();
  const [mailbox = ""] = email.toLowerCase().split("@");
  const own = [username.toLowerCase(), mailbox].filter((name) => name.length >= fewest);
  if (own.some((name) => text.includes(name))) throw refuse("must not hold your username or your email address");
  if (isMadeOfCommonOnes(text)) throw refuse("is made of the commonest passwords only");
  if (/^(.{1,4})\1+.{0,3}$/su.test(text)) throw refuse("repeats itself");
  if (await isBreached(prepare(password))) throw refuse("is in a list of passwords that became known");
}

/** Whether fewer than four characters remain without the common passwords in it. */
function isMadeOfCommonOnes(text: string): boolean {
  let rest = text;
  for (const common of longestFirst) rest = rest.replaceAll(common, "");
  return countCharacters(rest) < fewest;
}
