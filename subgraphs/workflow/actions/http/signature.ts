import { createHmac } from "node:crypto";

/**
 * Proves to a receiver who has the secret that a body comes from us, and when it was sent: `t=<seconds>,v1=<mac>`, where the
 * mac is HMAC-SHA-256 over `<seconds>.<body>`, in hexadecimal.
 * @param now in milliseconds since the epoch
 */
export function signatureOf({ secret, body, now }: { secret: string; body: string; now: number }): string {
  const seconds = Math.floor(now / 1000);
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}
