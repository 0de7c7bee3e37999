import { timingSafeEqual } from "node:crypto";

/** Whether two secrets are the same, in a time that does not tell how much of them is. */
export function sameSecret(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}
