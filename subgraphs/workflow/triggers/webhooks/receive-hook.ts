import { createHash } from "node:crypto";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { RunId } from "../../../../kernel/identity/ids.ts";
import { openSecrets } from "../../secrets/open-secrets.ts";
import { findRunByKey } from "../../store/runs.ts";
import { findWebhook } from "../../store/triggers.ts";
import { checkPublisher } from "../ask-as-publisher.ts";
import { failToFire, fire, passes, type Shot } from "../fire.ts";
import { idempotencyKeyOf } from "../idempotency-key.ts";
import { findPublishedTrigger, isOfKind, type PublishedTrigger } from "../published-trigger.ts";
import type { TriggerParts } from "../trigger-parts.ts";
import { type SignedRequest, verifySignature } from "./hook-signature.ts";

/** A request to a trigger's URL, as it came over HTTP. */
export interface HookRequest extends SignedRequest {
  /** The end of the URL, by which the trigger is found. */
  readonly topic: string;
  readonly contentType: string | undefined;
}

/** Each process counts for itself. */
const mostAMinute = { genuine: 600, others: 60 } as const;

/**
 * Makes what takes requests to the URLs of triggers. A request that is sent again, with the same signature or the same
 * idempotency key, answers with the run of the first.
 * @returns of the function: the run; undefined when the trigger's condition did not hold
 * @throws of the function, AirgraphError: NOT_FOUND; UNAUTHENTICATED; BAD_USER_INPUT for a body that is no JSON; RATE_LIMITED
 *   with `retryAfterMs`; others that may pass
 */
export function createReceiveHook(parts: TriggerParts): (request: HookRequest) => Promise<RunId | undefined> {
  const genuine = new RateLimiterMemory({ points: mostAMinute.genuine, duration: 60 });
  // Counted apart, so that a stranger does not use up what the sender may send.
  const others = new RateLimiterMemory({ points: mostAMinute.others, duration: 60 });
  return async (request) => {
    const stored = await findWebhook(parts.db, request.topic);
    const found = stored && (await findPublishedTrigger(parts.db, stored));
    if (found === undefined || !isOfKind(found, "webhook"))
      throw new AirgraphError("NOT_FOUND", "No trigger has this URL, or not any more.");
    const { tenantId } = found.key;
    const { secret: name } = found.trigger;
    const secret = (await openSecrets(parts, tenantId, [name])).get(name);
    const known = secret === undefined ? undefined : verifySignature(request, { secret, nowMs: parts.clock.now() });
    if (known === undefined) {
      await consume(others, request.topic);
      throw new AirgraphError(
        "UNAUTHENTICATED",
        "The signature is missing, wrong or older than five minutes: x-airgraph-signature must be t=<seconds>,v1=<HMAC-SHA256 of t.body>.",
      );
    }
    await consume(genuine, request.topic);
    return start(parts, found, request, known);
  };
}

/** @param signature what the request is known by */
async function start(
  parts: TriggerParts,
  found: PublishedTrigger,
  request: HookRequest,
  signature: string,
): Promise<RunId | undefined> {
  const { tenantId } = found.key;
  const { contentType, idempotencyKey: given } = request;
  const key = createHash("sha256")
    .update(given === undefined ? `signature ${signature}` : `key ${given}`)
    .digest("hex");
  const idempotencyKey = idempotencyKeyOf({ trigger: found.key, kind: "webhook", key });
  const before = await findRunByKey(parts.db, tenantId, {
    idempotencyKey,
    workflow: found.published.workflowId,
    deduplicationKey: null,
  });
  if (before !== undefined) return before.run.id;
  const at = new Date(parts.clock.now()).toISOString();
  const shot: Shot = {
    brought: { body: parseBody(request), contentType: contentType ?? null, idempotencyKey: given ?? null, at },
    idempotencyKey,
  };
  try {
    await checkPublisher(parts, found);
  } catch (error) {
    if (passes(error)) throw error;
    return failToFire(parts, found, shot, error);
  }
  return fire(parts, found, shot);
}

const json = z.json();

function parseBody({ body }: HookRequest): z.infer<typeof json> {
  if (body === "") return null;
  try {
    return json.parse(JSON.parse(body));
  } catch (cause) {
    throw new AirgraphError("BAD_USER_INPUT", "The body must be JSON.", { field: "body" }, { cause });
  }
}

async function consume(limiter: RateLimiterMemory, topic: string): Promise<void> {
  try {
    await limiter.consume(topic);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw tooMany(refusal.msBeforeNext);
  }
}

function tooMany(retryAfterMs: number): AirgraphError {
  return new AirgraphError("RATE_LIMITED", "Too many requests to this URL.", { retryAfterMs });
}
