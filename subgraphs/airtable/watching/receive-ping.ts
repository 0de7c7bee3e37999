import { createHmac, timingSafeEqual } from "node:crypto";
import type { Database } from "../../../kernel/database/database.ts";
import type { Seal } from "../../../kernel/secrets/seal.ts";
import { watchId } from "../ids.ts";
import { hurryWatch, watchSecret } from "../store/watches.ts";

/** Whatever a stranger sends is measured against something, so that the time it takes does not tell what was wrong. */
const nobodysSecret = Buffer.alloc(32).toString("base64");

/**
 * Takes a notification of a webhook: has the watch looked after at once. What the notification says is of no interest,
 * only that it is genuine (emulator/airtable-api.md 7): its MAC is made with the secret of that watch's webhook.
 * @param ping as it came over HTTP: the watch's id from the path, the body, the header X-Airtable-Content-MAC
 * @returns false for anything that is not genuine, without saying why
 */
export async function receivePing(
  { db, seal }: { db: Database; seal: Seal },
  ping: { watchId: string; body: string; mac: string },
): Promise<boolean> {
  const id = watchId.safeParse(ping.watchId).data;
  const known = id === undefined ? undefined : await watchSecret(db, id);
  const secret = known === undefined ? nobodysSecret : seal.open(known, known.sealed);
  const genuine = isGenuine(ping, secret);
  if (id === undefined || known === undefined || !genuine) return false;
  await hurryWatch(db, id);
  return true;
}

function isGenuine({ body, mac }: { body: string; mac: string }, secretBase64: string): boolean {
  const expected = createHmac("sha256", Buffer.from(secretBase64, "base64")).update(body, "utf8").digest();
  const [, hex = ""] = /^hmac-sha256=([0-9a-f]{64})$/i.exec(mac) ?? [];
  const given = Buffer.from(hex.padEnd(64, "0"), "hex");
  return timingSafeEqual(given, expected) && hex !== "";
}
