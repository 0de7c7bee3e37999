import { createHash, randomBytes } from "node:crypto";

/** 256 random bits as text, for tokens that only their holder knows. */
export function generateSecretText(): string {
  return randomBytes(32).toString("base64url");
}

/** As such a text is stored: it can't be guessed, so a slow hash would add nothing. */
export function hashSecretText(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
