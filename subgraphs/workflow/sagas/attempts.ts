import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { jitter, pauseInTurn } from "../engine/attempt.ts";
import { endsTurn, HandedOver } from "../engine/endings.ts";
import { failureOf } from "../engine/failure.ts";
import type { SagaStepFailure, StoredSagaStep } from "../store/saga-steps.ts";
import { Rests, type SagaTurn, Stuck } from "./saga-turn.ts";

/** A failure of an attempt, and whether another one may succeed. */
export interface FailedAttempt {
  readonly failure: SagaStepFailure;
  readonly mayPass: boolean;
}

const writtenIds = z.array(z.string()).catch([]);

/**
 * What is to be written down of an error.
 * @throws what is none of the step's own
 */
export function failedAttempt(
  error: unknown,
  { of, attempt, at, logger }: { of: SagaStepFailure["of"]; attempt: number; at: number; logger: Logger },
): FailedAttempt {
  if (endsTurn(error) || error instanceof Rests || error instanceof Stuck) throw error;
  const { mayPass, mayHaveEffect, retryAfterMs, code, message } = failureOf(error, logger);
  const written = error instanceof AirgraphError ? writtenIds.parse(error.extensions["written"]) : [];
  return {
    mayPass,
    failure: {
      of,
      attempt,
      at: new Date(at).toISOString(),
      code,
      message,
      // An attempt that was not begun did nothing, whatever it failed with.
      mayHaveEffect: attempt > 0 && (mayHaveEffect || written.length > 0),
      written,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  };
}

/** Failures of doing a step, or of undoing it since somebody last asked for it. */
export function failuresOf({ failures }: StoredSagaStep, of: SagaStepFailure["of"]): readonly SagaStepFailure[] {
  return failures.filter((failure) => failure.of === of);
}

/** Whether an attempt before the current one was cut off, or failed so that nobody knows what it did. */
export function isUncertain(step: StoredSagaStep): boolean {
  const told = failuresOf(step, "doing").filter(({ attempt }) => attempt > 0);
  const attempts = step.status === "DONE" || step.output !== null ? step.attempts - 1 : step.attempts;
  return told.length < attempts || told.some(({ mayHaveEffect }) => mayHaveEffect);
}

/** Waits out the pause after attempts that failed: in this turn if it is short. @throws Rests, HandedOver */
export async function pauseAfter(turn: SagaTurn, id: string, failures: readonly SagaStepFailure[]): Promise<void> {
  const last = failures.at(-1);
  if (last === undefined) return;
  const { firstPauseMs, longestPauseMs } = turn.patience;
  const longest = Math.min(firstPauseMs * 2 ** (failures.length - 1), longestPauseMs);
  const pause = Math.max(longest * jitter(`${turn.saga.id}:${id}#${failures.length}`), last.retryAfterMs ?? 0);
  await pauseUntil(turn, Date.parse(last.at) + pause);
}

/** @throws Rests when it is long till then; HandedOver when the worker is to stop */
export async function pauseUntil({ clock, patience, stopping }: SagaTurn, instant: number): Promise<void> {
  if (stopping.aborted) throw new HandedOver();
  const left = instant - clock.now();
  if (left <= 0) return;
  if (left > patience.longestPauseInTurnMs) throw new Rests(new Date(instant));
  await pauseInTurn(left, stopping);
}
