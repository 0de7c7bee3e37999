import { createHash } from "node:crypto";
import type { RunId } from "../../../kernel/identity/ids.ts";
import type { ActionScope, Actions } from "../actions/action.ts";
import type { ActionKind } from "../definitions/action-steps.ts";
import type { ActionStep, Retry } from "../definitions/steps.ts";
import type { Template } from "../definitions/template.ts";
import { createSecretPlaceholders } from "../secrets/secret-placeholders.ts";
import type { StoredStep } from "../store/journal.ts";
import { insertWait } from "../store/waits.ts";
import { jitter, pauseInTurn, withinTime } from "./attempt.ts";
import { awaitSettled } from "./await-settled.ts";
import { endsTurn, StepFailed } from "./endings.ts";
import { type Failure, failureOf } from "./failure.ts";
import { type Frame, scopeOf, workOut } from "./frame.ts";
import type { Place } from "./journal.ts";
import { persistently } from "./persistently.ts";
import type { RunTurn } from "./run-turn.ts";

const defaultRetry: Retry = { maxAttempts: 8, initialSeconds: 0.5, factor: 2, maxSeconds: 60 };
const defaultTimeoutSeconds = 60;
/** A longer pause between attempts ends the turn, if nothing else is to be done. */
const longestPauseInTurnMs = 5_000;
/** What Airtable's text fields, mail and HTTP headers can all hold. */
const longestKey = 100;

/**
 * Acts outside of the run, in as many attempts as it takes.
 * @returns the step's output
 * @throws StepFailed
 */
export async function takeAction(turn: RunTurn, frame: Frame, place: Place, step: ActionStep): Promise<unknown> {
  const { journal } = turn;
  if (step.kind === "transform") return transform(turn, frame, place, step);
  const retry = step.retry ?? defaultRetry;
  for (;;) {
    await awaitNextAttempt(turn, place, retry);
    const outcome = await attempt(turn, frame, place, step);
    if ("output" in outcome) {
      await journal.succeed(place, outcome.output);
      return outcome.output;
    }
    const failures = (journal.step(place.path)?.failures.length ?? 0) + 1;
    if (!outcome.failure.mayPass || failures >= retry.maxAttempts) {
      await journal.fail(place, outcome.failure);
      throw new StepFailed(outcome.failure);
    }
    await journal.retry(place, outcome.failure);
  }
}

/** Nothing outside of the run changes, so nothing need be written down before. */
async function transform(turn: RunTurn, frame: Frame, place: Place, step: ActionStep<"transform">): Promise<unknown> {
  const { journal, logger } = turn;
  const { value: template } = step.with;
  try {
    const value = await workOut(turn, frame, template);
    await journal.pass(place, null, value);
    return value;
  } catch (error) {
    if (endsTurn(error)) throw error;
    const failure = failureOf(error, logger);
    await journal.fail(place, failure);
    throw new StepFailed(failure);
  }
}

type Outcome = { readonly output: unknown } | { readonly failure: Failure };

async function attempt(turn: RunTurn, frame: Frame, place: Place, step: ActionStep): Promise<Outcome> {
  const { evaluator, journal, logger, actions, run } = turn;
  const secrets = createSecretPlaceholders((names) => turn.findSecrets(run.tenantId, names));
  try {
    const template = settingsOf(step);
    const known = await scopeOf(frame, template, turn);
    const settings = await evaluator.template(template, known, secrets.placeholder, run.tenantId);
    const begun = await journal.begin(place, secrets.mask(settings));
    const signal = AbortSignal.timeout((step.timeoutSeconds ?? defaultTimeoutSeconds) * 1_000);
    const scope: ActionScope = {
      tenantId: run.tenantId,
      actsFor: run.startedBy,
      origin: { kind: "run", id: run.id },
      effectKey: effectKey(run.id, place.path),
      maybeDone: maybeDone(begun),
      secrets,
      signal,
    };
    return { output: (await withinTime(act(actions, step.kind, settings, scope), signal)) ?? null };
  } catch (error) {
    if (endsTurn(error)) throw error;
    return { failure: failureOf(error, logger) };
  }
}

/** The step's settings, all of which are JSON: what is undefined is not there. */
function settingsOf(step: ActionStep): Template {
  return Object.fromEntries(Object.entries(step.with).filter(([, value]) => value !== undefined)) as Template;
}

/** Worked-out settings are what the action makes of them: it checks them itself. */
function act(actions: Actions, kind: ActionKind, settings: unknown, scope: ActionScope): Promise<unknown> {
  return actions[kind](settings as never, scope);
}

/** Whether an attempt before this one may have had its effect: it was cut off, or failed in such a way. */
function maybeDone({ attempts, failures }: StoredStep): boolean {
  return failures.length < attempts - 1 || failures.some((failure) => failure.mayHaveEffect);
}

/** The same for all attempts of a step. */
function effectKey(runId: RunId, path: string): string {
  const key = `${runId}:${path}`;
  return key.length <= longestKey ? key : `${runId}:${createHash("sha256").update(path).digest("hex").slice(0, 48)}`;
}

/** Waits out the pause after an attempt that failed: in this turn if it is short. */
async function awaitNextAttempt(turn: RunTurn, place: Place, retry: Retry): Promise<void> {
  const { journal, clock, db, stopping } = turn;
  const failures = journal.step(place.path)?.failures ?? [];
  const last = failures.at(-1);
  if (last === undefined) return;
  const dueAt = Math.max(
    Date.parse(last.at) + pauseMs(place.path, failures.length, retry),
    Date.parse(last.at) + (last.retryAfterMs ?? 0),
  );
  const left = dueAt - clock.now();
  if (left <= 0) return;
  if (left <= longestPauseInTurnMs) {
    await pauseInTurn(left, stopping);
    return;
  }
  const path = `${place.path}#${failures.length}`;
  await persistently(() => insertWait(db, journal.turn, { path, kind: "time", dueAt: new Date(dueAt) }));
  await awaitSettled(turn, path);
}

/** Exponential, with full jitter, that is the same in whatever turn it is worked out. */
function pauseMs(path: string, failures: number, { initialSeconds, factor, maxSeconds }: Retry): number {
  const longest = Math.min(initialSeconds * factor ** (failures - 1), maxSeconds) * 1_000;
  return longest * jitter(`${path}#${failures}`);
}
