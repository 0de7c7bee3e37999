import { setTimeout as delay } from "node:timers/promises";
import type { z } from "zod";
import type { Clock } from "../../../kernel/clock.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { BaseId } from "../ids.ts";
import { type Pace, paceOfBase } from "../pace.ts";
import type { AirtableAccess } from "./airtable-access.ts";
import { backoffMs } from "./backoff.ts";
import { parseProblem } from "./error-envelope.ts";
import { isBillingLimit, toRefusal } from "./refusal.ts";
import type { Spacing } from "./spacing.ts";
import type { Outcome, Transport, TransportRequest } from "./transport.ts";

/** One call of Airtable's Web API. */
export interface AirtableCall<T> extends Omit<TransportRequest, "token"> {
  /** As it is named in the record of calls. */
  readonly operation: string;
  readonly baseId: BaseId | null;
  /** "write" when a second call would do the thing a second time. */
  readonly effect: "read" | "write";
  readonly answer: z.ZodType<T>;
}

/** A call that ended. A call that was tried again is told once for each attempt, as Airtable counts them. */
export interface FinishedCall {
  readonly operation: string;
  readonly method: string;
  readonly baseId: BaseId | null;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
}

export interface CallerParts {
  readonly transport: Transport;
  readonly pace: Pace;
  readonly space: Spacing;
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Never rejects: the call has taken effect already. */
  readonly onFinished: (access: AirtableAccess, call: FinishedCall) => Promise<void>;
  /** Aborted when Airgraph stops: nobody waits for a turn any more. */
  readonly stopping: AbortSignal;
}

const maximumAttempts = 3;
const longestRetryAfterMs = 10_000;

/**
 * Calls Airtable within its limits and tries again where that is safe: reads after 502, 503 and broken connections,
 * everything after a 429 or when nothing was sent. A write whose fate is unknown is never sent twice.
 * @throws AirgraphError, see refusal.ts for 4xx; UPSTREAM_UNAVAILABLE, TIMEOUT, RATE_LIMITED, QUOTA_EXCEEDED
 */
export async function callAirtable<T>(parts: CallerParts, access: AirtableAccess, call: AirtableCall<T>): Promise<T> {
  const { transport, pace, space, clock, random, onFinished, stopping } = parts;
  const limitedBy = call.baseId === null ? access.pace : paceOfBase(call.baseId);
  const keys = call.baseId === null ? [access.pace] : [limitedBy, access.pace];

  for (let attempt = 1; ; attempt += 1) {
    await unlessStopping(stopping, () => pace.waitForTurn(keys, stopping));
    let startedAt = clock.now();
    const outcome = await space(limitedBy, async () => {
      startedAt = clock.now();
      return transport.send({ ...call, token: access.token });
    });
    await onFinished(access, {
      operation: call.operation,
      method: call.method,
      baseId: call.baseId,
      status: outcome.kind === "answered" ? outcome.status : null,
      durationMs: clock.now() - startedAt,
    });

    const verdict = judge(call, outcome);
    switch (verdict.kind) {
      case "done":
        return verdict.value;
      case "failed":
        throw verdict.error;
      case "too fast":
        await pace.penalise(limitedBy);
        // Waiting for the next turn waits out the penalty too, or says that it takes too long.
        if (attempt === maximumAttempts) throw verdict.error;
        break;
      case "again":
        if (attempt === maximumAttempts) throw verdict.error;
        await unlessStopping(stopping, () =>
          delay(verdict.afterMs ?? backoffMs(attempt, random()), undefined, { signal: stopping }),
        );
        break;
    }
  }
}

type Verdict<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: AirgraphError }
  /** A burst's 429: Airtable did nothing, and now refuses every call for a while. */
  | { readonly kind: "too fast"; readonly error: AirgraphError }
  /** Worth another attempt; `error` is for when there is none left. */
  | { readonly kind: "again"; readonly error: AirgraphError; readonly afterMs?: number | undefined };

function judge<T>(call: AirtableCall<T>, outcome: Outcome): Verdict<T> {
  if (outcome.kind === "answered") return judgeAnswer(call, outcome);
  const { kind, cause } = outcome;
  if (kind === "unreached") return { kind: "again", error: unavailable("Airtable can't be reached.", cause) };
  if (call.effect === "write") return { kind: "failed", error: outcomeUnknown(cause) };
  if (kind === "cut") return { kind: "again", error: unavailable("The connection to Airtable broke.", cause) };
  return { kind: "failed", error: new AirgraphError("TIMEOUT", "Airtable did not answer in time.", {}, { cause }) };
}

function judgeAnswer<T>(
  { answer, effect }: AirtableCall<T>,
  { status, body, retryAfterMs }: Extract<Outcome, { kind: "answered" }>,
): Verdict<T> {
  if (status === 200) {
    const parsed = answer.safeParse(body);
    if (parsed.success) return { kind: "done", value: parsed.data };
    const error =
      effect === "write"
        ? outcomeUnknown(parsed.error)
        : unavailable("Airtable's answer makes no sense.", parsed.error);
    return { kind: "failed", error };
  }
  const problem = parseProblem(body);
  if (status === 429 && !isBillingLimit(problem.type)) {
    return {
      kind: "too fast",
      error: new AirgraphError("RATE_LIMITED", "Airtable takes no more calls for now.", { retryAfterMs: 30_000 }),
    };
  }
  if (status >= 400 && status < 500) return { kind: "failed", error: toRefusal(status, problem) };
  if (effect === "write") return { kind: "failed", error: outcomeUnknown() };

  const error = unavailable(`Airtable failed to answer (HTTP ${status}).`);
  if (status !== 502 && status !== 503) return { kind: "failed", error };
  if (retryAfterMs !== undefined && retryAfterMs > longestRetryAfterMs) return { kind: "failed", error };
  return { kind: "again", error, afterMs: retryAfterMs };
}

function unavailable(message: string, cause?: unknown): AirgraphError {
  return new AirgraphError("UPSTREAM_UNAVAILABLE", message, {}, { cause });
}

function outcomeUnknown(cause?: unknown): AirgraphError {
  return new AirgraphError(
    "UPSTREAM_UNAVAILABLE",
    "Airtable did not confirm the write, so its outcome is unknown: look before you send it again.",
    { outcome: "unknown" },
    { cause },
  );
}

/** Waits that end with `stopping` reject with its reason, which is nothing to tell a client. */
async function unlessStopping<T>(stopping: AbortSignal, wait: () => Promise<T>): Promise<T> {
  try {
    return await wait();
  } catch (cause) {
    throw stopping.aborted ? unavailable("Airgraph is stopping.", cause) : cause;
  }
}
