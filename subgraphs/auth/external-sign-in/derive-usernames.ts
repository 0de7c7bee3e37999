import { randomBytes } from "node:crypto";

/** With a random part of 8 characters behind it, within the 40 that a username has at most. */
const longest = 31;
const tries = 5;

/** Usernames for somebody who chose none: what stands before the @ of their address, then that with a random end. */
export function* deriveUsernames(email: string): Generator<string> {
  const [local = ""] = email.split(/[@+]/);
  const plain = local
    .normalize("NFKD")
    .replace(/[^a-zA-Z0-9._-]/g, "")
    .replace(/^[^a-zA-Z0-9]+/, "")
    .slice(0, longest);
  const base = plain.length < 3 ? "user" : plain;
  yield base;
  for (let count = 0; count < tries; count += 1) yield `${base}-${randomBytes(4).toString("hex")}`;
}
