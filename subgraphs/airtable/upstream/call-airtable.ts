import { setTimeout as delay } from "node:timers/promises";
import type { z } from "zod";
import type { Clock } from "../../../kernel/clock.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { BaseId } from "../ids.ts";
import { type CallLimits, laneOfCall } from "../scheduler/lane.ts";
import type { Scheduler } from "../scheduler/scheduler.ts";
import type { AirtableAccess } from "./airtable-access.ts";
import { backoffMs } from "./backoff.ts";
import { parseProblem } from "./error-envelope.ts";
import { isBillingLimit, toRefusal } from "./refusal.ts";
import type { Spacing } from "./spacing.ts";
import type { Outcome, Transport, TransportRequest } from "./transport.ts";

/** What a second call would do: nothing new (read), the same once more (repeatable write), a second thing (write). */
export type Effect = "read" | "repeatable write" | "write";

/** One call of Airtable's Web API. */
export interface AirtableCall<T> extends Omit<TransportRequest, "token" | "signal"> {
  /** As it is named in the record of calls. */
  readonly operation: string;
  readonly effect: Effect;
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
  readonly limits: CallLimits;
  readonly scheduler: Pick<Scheduler, "takeTurn" | "penalise">;
  readonly space: Spacing;
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Never throws: the call has taken effect already. */
  readonly onFinished: (access: AirtableAccess, call: FinishedCall) => void;
  /** Aborted when Airgraph stops: nobody waits for a turn any more. */
  readonly stopping: AbortSignal;
}

const maximumAttempts = 3;
const longestRetryAfterMs = 10_000;

/**
 * Calls Airtable within its limits and tries again where that is safe: reads and repeatable writes after 502, 503 and
 * broken connections, everything after a 429 or when nothing was sent. A write whose fate is unknown is never sent twice.
 * @param baseId whose limit the call counts for; null for calls that name no base
 * @throws AirgraphError, see refusal.ts for 4xx; UPSTREAM_UNAVAILABLE, TIMEOUT, RATE_LIMITED, QUOTA_EXCEEDED
 */
export async function callAirtable<T>(
  parts: CallerParts,
  access: AirtableAccess,
  baseId: BaseId | null,
  call: AirtableCall<T>,
): Promise<T> {
  const answer = await callWhenTurnComes(parts, access, baseId, () => call);
  if (answer === undefined) throw new Error("a call that was composed was not made");
  return answer.value;
}

/**
 * The same for a call that is composed at the last moment, so that it carries all that has gathered by then.
 * @param compose asked when the call may go out; undefined when there is nothing left to call for
 */
export async function callWhenTurnComes<T>(
  parts: CallerParts,
  access: AirtableAccess,
  baseId: BaseId | null,
  compose: () => AirtableCall<T> | undefined,
): Promise<{ value: T } | undefined> {
  const { transport, scheduler, limits, space, clock, random, onFinished } = parts;
  const { tenantId, airtableUserId: owner, priority } = access;
  const waiting = access.signal === undefined ? parts.stopping : AbortSignal.any([parts.stopping, access.signal]);
  let call: AirtableCall<T> | undefined;
  let doubtful = false;

  try {
    for (let attempt = 1; ; attempt += 1) {
      // Before the turn: a call that is late because its token is being renewed would come too close to the next one.
      const token = await access.token();
      const { waitedMs } = await unlessAborted(parts, access, () =>
        scheduler.takeTurn({ baseId, owner, tenantId, priority, signal: waiting }),
      );
      access.onTurn(waitedMs);
      call ??= compose();
      if (call === undefined) return undefined;
      const sent = call;
      const signal = sent.effect === "read" ? access.signal : undefined;
      let startedAt = clock.now();
      const outcome = await space(laneOfCall({ baseId, owner }, limits), async () => {
        startedAt = clock.now();
        return transport.send({ ...sent, token, signal });
      });
      onFinished(access, {
        operation: sent.operation,
        method: sent.method,
        baseId,
        status: outcome.kind === "answered" ? outcome.status : null,
        durationMs: clock.now() - startedAt,
      });

      const verdict = judge(sent, outcome);
      switch (verdict.kind) {
        case "done":
          return { value: verdict.value };
        case "failed":
          throw verdict.error;
        case "too fast":
          await scheduler.penalise({ baseId, owner });
          // Waiting for the next turn waits out the penalty too, or says that it takes too long.
          if (attempt === maximumAttempts) throw verdict.error;
          break;
        case "token refused":
          // Airtable did nothing, so that even a write may go out again.
          if (!(await access.tokenRefused(token)) || attempt === maximumAttempts) throw verdict.error;
          break;
        case "again":
          if (attempt === maximumAttempts) throw verdict.error;
          doubtful ||= verdict.doubtful;
          await unlessAborted(parts, access, () =>
            delay(verdict.afterMs ?? backoffMs(attempt, random()), undefined, { signal: waiting }),
          );
          break;
      }
    }
  } catch (error) {
    // Whatever ends the attempts, an earlier one may have taken effect.
    throw doubtful && error instanceof AirgraphError ? afterDoubt(error) : error;
  }
}

type Verdict<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: AirgraphError }
  /** A burst's 429: Airtable did nothing, and now refuses every call for a while. */
  | { readonly kind: "too fast"; readonly error: AirgraphError }
  /** Airtable did nothing; there may be another token. */
  | { readonly kind: "token refused"; readonly error: AirgraphError }
  /** Worth another attempt; `error` is for when there is none left. Doubtful: it may have been done already. */
  | {
      readonly kind: "again";
      readonly error: AirgraphError;
      readonly doubtful: boolean;
      readonly afterMs?: number | undefined;
    };

function judge<T>(call: AirtableCall<T>, outcome: Outcome): Verdict<T> {
  if (outcome.kind === "answered") return judgeAnswer(call, outcome);
  const { kind, cause } = outcome;
  if (kind === "unreached") {
    return { kind: "again", error: unavailable("Airtable can't be reached.", cause), doubtful: false };
  }
  if (call.effect === "write") return { kind: "failed", error: outcomeUnknown(cause) };
  if (call.effect === "repeatable write") return { kind: "again", error: outcomeUnknown(cause), doubtful: true };
  if (kind === "cut") {
    return { kind: "again", error: unavailable("The connection to Airtable broke.", cause), doubtful: false };
  }
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
      effect === "read" ? unavailable("Airtable's answer makes no sense.", parsed.error) : outcomeUnknown(parsed.error);
    return { kind: "failed", error };
  }
  const problem = parseProblem(body);
  if (status === 429 && !isBillingLimit(problem.type)) {
    return {
      kind: "too fast",
      error: new AirgraphError("RATE_LIMITED", "Airtable takes no more calls for now.", { retryAfterMs: 30_000 }),
    };
  }
  if (status === 401) return { kind: "token refused", error: toRefusal(status, problem) };
  if (status >= 400 && status < 500) return { kind: "failed", error: toRefusal(status, problem) };
  if (effect === "write") return { kind: "failed", error: outcomeUnknown() };

  const error = effect === "read" ? unavailable(`Airtable failed to answer (HTTP ${status}).`) : outcomeUnknown();
  if (status !== 502 && status !== 503) return { kind: "failed", error };
  if (retryAfterMs !== undefined && retryAfterMs > longestRetryAfterMs) return { kind: "failed", error };
  return { kind: "again", error, doubtful: effect !== "read", afterMs: retryAfterMs };
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

/** A refusal of a repeated write does not tell what became of the attempt before. */
function afterDoubt(error: AirgraphError): AirgraphError {
  return new AirgraphError(error.code, error.message, { ...error.extensions, outcome: "unknown" }, { cause: error });
}

/** Waits that end with a signal reject with its reason, which is nothing to tell a client. */
async function unlessAborted<T>(
  { stopping }: CallerParts,
  { signal }: AirtableAccess,
  wait: () => Promise<T>,
): Promise<T> {
  try {
    return await wait();
  } catch (cause) {
    if (stopping.aborted) throw unavailable("Airgraph is stopping.", cause);
    if (signal?.aborted) throw new AirgraphError("TIMEOUT", "Nobody waits for the answer any more.", {}, { cause });
    throw cause;
  }
}
