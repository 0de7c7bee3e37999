import { createHash, createHmac } from "node:crypto";
import type { IdSource } from "../identifiers.ts";

/**
 * The secret of a new webhook: 32 bytes as base64.
 *
 * @param newId where they come from: made again from a data file, a webhook keeps its secret
 */
export function newMacSecret(newId: IdSource): string {
  return createHash("sha256")
    .update(newId("") + newId("") + newId(""))
    .digest("base64");
}

/** The MAC of a ping (reference 7): HMAC-SHA256 over the raw body, in hex. */
export function macOf(secretBase64: string, body: string): string {
  return createHmac("sha256", Buffer.from(secretBase64, "base64")).update(body).digest("hex");
}
