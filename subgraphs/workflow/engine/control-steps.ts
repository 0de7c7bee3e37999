import { isDeepStrictEqual } from "node:util";
import type { ControlStep, Step } from "../definitions/steps.ts";
import { mostUrgent, StepFailed } from "./endings.ts";
import { type Frame, holds, workOut } from "./frame.ts";
import type { Place } from "./journal.ts";
import type { RunTurn } from "./run-turn.ts";

export type Walk = (turn: RunTurn, frame: Frame, steps: readonly Step[]) => Promise<unknown>;

/** @returns the output of the last step of the branch that is taken */
export async function chooseBranch(
  turn: RunTurn,
  frame: Frame,
  place: Place,
  step: ControlStep<"condition" | "switch">,
  walk: Walk,
): Promise<unknown> {
  const { journal } = turn;
  const branch = step.kind === "condition" ? await decide(turn, frame, step) : await select(turn, frame, step);
  if (journal.step(place.path) === undefined) await journal.begin(place, { taken: branch.name });
  const output = await walk(turn, frame, branch.steps);
  await journal.succeed(place, output);
  return output;
}

interface Branch {
  readonly name: string;
  readonly steps: readonly Step[];
}

async function decide(
  turn: RunTurn,
  frame: Frame,
  { with: { if: expression, ...branches } }: ControlStep<"condition">,
): Promise<Branch> {
  const name = (await holds(turn, frame, expression)) ? "then" : "else";
  return { name, steps: branches[name] };
}

async function select(
  turn: RunTurn,
  frame: Frame,
  { with: { on, cases, default: otherwise } }: ControlStep<"switch">,
): Promise<Branch> {
  const value = await workOut(turn, frame, on);
  for (const { equals, steps } of cases) {
    const wanted = await workOut(turn, frame, equals);
    if (isDeepStrictEqual(wanted, value)) return { name: JSON.stringify(equals), steps };
  }
  return { name: "default", steps: otherwise };
}

/** @returns the output of the last step of each branch, by the branch's id */
export async function takeInParallel(
  turn: RunTurn,
  frame: Frame,
  place: Place,
  step: ControlStep<"parallel">,
  walk: Walk,
): Promise<unknown> {
  const { journal, branches } = turn;
  if (journal.step(place.path) === undefined) await journal.begin(place, null);
  const failed = new AbortController();
  const stopped = AbortSignal.any([frame.stopped, failed.signal]);
  const taken = await branches.fork(
    step.with.branches.map(({ id, steps }) => async () => {
      try {
        return [id, await walk(turn, { ...frame, stopped }, steps)] as const;
      } catch (error) {
        if (error instanceof StepFailed) failed.abort();
        throw error;
      }
    }),
  );
  const outputs = Object.fromEntries(fulfilledOrThrow(taken));
  await journal.succeed(place, outputs);
  return outputs;
}

/** @throws what of all that was thrown matters most */
export function fulfilledOrThrow<T>(results: readonly PromiseSettledResult<T>[]): T[] {
  const reasons: unknown[] = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  if (reasons.length > 0) throw mostUrgent(reasons);
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

export async function failOnPurpose(
  turn: RunTurn,
  frame: Frame,
  { with: { code, message } }: ControlStep<"fail">,
): Promise<never> {
  const text = await workOut(turn, frame, message);
  throw new StepFailed({ code, message: String(text) });
}
