import { hash, verify } from "@node-rs/argon2";

/** Argon2id with the library's parameters, which follow OWASP's: 19 MiB, 2 passes, 1 lane. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password);
}

export async function passwordMatches(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password);
}

let decoy: Promise<string> | undefined;

/** Takes as long as checking a real password, so that time does not tell whether an account exists. */
export async function checkNothing(password: string): Promise<void> {
  decoy ??= hashPassword("no account has this password");
  await verify(await decoy, password);
}
