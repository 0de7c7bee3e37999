import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";
import { createTurns } from "./turns.ts";

const shortest = 12;
const longest = 200;

/**
 * Each hash takes 19 MiB and a thread of the process's pool of four for some 30 ms. So two are computed at once, whatever
 * number of people sign in: files, name look-ups and everybody else's queries go on.
 */
export const hashTurns = createTurns({ atOnce: 2, mostWaiting: 200, expectedMs: 30 });

/** A password that somebody chooses. */
export const newPassword = z
  .string()
  // Nothing that is far too long is looked at any closer.
  .refine((text) => text.length <= 2 * longest, `must have at most ${longest} characters`)
  .refine((text) => countCharacters(text) >= shortest, `must have at least ${shortest} characters`)
  .refine((text) => countCharacters(text) <= longest, `must have at most ${longest} characters`)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must not hold control characters");

/**
 * One password is one, whatever keyboard it is typed on: RFC 8265's OpaqueString, with blanks of all kinds as U+0020 and
 * Normalization Form C. Case and width stay as they are. (NFKC would take distinct characters for one.)
 */
export function prepare(password: string): string {
  return password.replaceAll(/\p{Zs}/gu, " ").normalize("NFC");
}

/**
 * Argon2id with the library's parameters, which follow OWASP's: 19 MiB, 2 passes, 1 lane.
 * @throws AirgraphError RATE_LIMITED when too many wait for theirs
 */
export async function hashPassword(password: string): Promise<string> {
  return hashTurns.take(async () => hash(prepare(password)));
}

/**
 * Whether this is the password; what can be none is not hashed at all.
 * @throws AirgraphError like `hashPassword`
 */
export async function passwordMatches(passwordHash: string, password: string): Promise<boolean> {
  if (!canBePassword(password)) return false;
  return hashTurns.take(async () => verify(passwordHash, prepare(password)));
}

let decoy: Promise<string> | undefined;

/** Takes as long as checking a real password, so that time does not tell whether an account exists. */
export async function checkNothing(password: string): Promise<void> {
  decoy ??= hash("no account has this password");
  await passwordMatches(await decoy, password);
}

function canBePassword(password: string): boolean {
  return password.length <= 2 * longest && /^[^\p{Cc}\p{Cs}]*$/u.test(password);
}

/** Code points, as NIST SP 800-63B counts: an emoji is one or a few, not their units of UTF-16. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}
