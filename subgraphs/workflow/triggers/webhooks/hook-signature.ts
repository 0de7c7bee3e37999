import { createHmac, timingSafeEqual } from "node:crypto";

const shape = /^t=(\d{1,12})((?:,v1=[0-9a-f]{64}){1,5})$/;
/** How far the clocks of the sender and ours may be apart, the way included. */
const toleranceSeconds = 300;

export interface SignedRequest {
  /** Of the header x-airgraph-signature: `t=1772445600,v1=…`, in seconds since the epoch; several v1 while a secret changes. */
  readonly signature: string;
  /** Of the header idempotency-key: letters, digits, `_`, `:` and `-`. */
  readonly idempotencyKey: string | undefined;
  readonly body: string;
}

/**
 * What a request is known by if it was signed with a secret a short while ago; undefined if it was not. `v1` is the
 * HMAC-SHA256, in hexadecimal, of `t.body`, or of `t.idempotency-key:key.body` where there is a key. So nobody who has seen a
 * request can send it as another.
 */
export function verifySignature(
  { signature, idempotencyKey, body }: SignedRequest,
  { secret, nowMs }: { readonly secret: string; readonly nowMs: number },
): string | undefined {
  const [, time = "", given = ""] = shape.exec(signature) ?? [];
  const key = idempotencyKey === undefined ? "" : `idempotency-key:${idempotencyKey}.`;
  const expected = createHmac("sha256", secret).update(`${time}.${key}${body}`, "utf8").digest();
  // Each is looked at, whatever the time and the others say.
  const matching = given
    .split(",")
    .slice(1)
    .filter((each) => timingSafeEqual(Buffer.from(each.slice("v1=".length), "hex"), expected));
  const isRecent = Math.abs(nowMs / 1_000 - Number(time)) <= toleranceSeconds;
  return matching.length > 0 && isRecent ? expected.toString("hex") : undefined;
}
