import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { ControlStep } from "../definitions/steps.ts";
import { fulfilledOrThrow, type Walk } from "./control-steps.ts";
import { StepFailed } from "./endings.ts";
import { type Frame, workOut } from "./frame.ts";
import type { Place } from "./journal.ts";
import type { RunTurn } from "./run-turn.ts";

const mostItems = 100_000;
/** Items whose steps are read from the journal, and kept in memory, at the same time. */
const chunkLength = 200;

interface ForEachOutput {
  readonly count: number;
  readonly succeeded: number;
  readonly failed: number;
  /** What was collected of each item, null for one that failed. */
  readonly values?: readonly unknown[];
}

/** Takes the same steps for each item of a list, some of them at the same time. */
export async function takeForEach(
  turn: RunTurn,
  frame: Frame,
  place: Place,
  step: ControlStep<"forEach">,
  walk: Walk,
): Promise<ForEachOutput> {
  const { journal } = turn;
  const { collect, items: template } = step.with;
  const items = await listOf(turn, frame, template);
  if (journal.step(place.path) === undefined) await journal.begin(place, { count: items.length });

  // One for all items: a signal keeps something of each that is made of it.
  const failure = new AbortController();
  const stopped = AbortSignal.any([frame.stopped, failure.signal]);
  const values: unknown[] = [];
  let failed = 0;
  for (let first = 0; first < items.length; first += chunkLength) {
    const chunk = items.slice(first, first + chunkLength);
    const scopes = chunk.map((_item, offset) => `${place.path}[${first + offset}]`);
    await journal.load(scopes);
    const frames = chunk.map((item, offset) => ({
      ...frame,
      scope: scopes[offset] ?? "",
      outer: frame,
      names: { ...frame.names, item, index: first + offset },
      stopped,
    }));
    for (const taken of await takeItems(turn, frames, step, walk, failure)) {
      if ("failed" in taken) failed += 1;
      if (collect !== undefined) values.push("failed" in taken ? null : taken.value);
    }
    journal.forget(scopes);
  }

  const counts = { count: items.length, succeeded: items.length - failed, failed };
  const output = collect === undefined ? counts : { ...counts, values };
  await journal.succeed(place, output);
  return output;
}

type Taken = { readonly value: unknown } | { readonly failed: true };

/**
 * Each runner takes the next item as soon as it is done with one.
 * @param failure is aborted when an item has failed, and with it all of them
 */
async function takeItems(
  turn: RunTurn,
  frames: readonly Frame[],
  { with: { steps, collect, parallelism, continueOnError } }: ControlStep<"forEach">,
  walk: Walk,
  failure: AbortController,
): Promise<Taken[]> {
  const taken: Taken[] = [];
  const queue = frames.entries();
  fulfilledOrThrow(
    await turn.branches.fork(
      Array.from({ length: Math.min(parallelism, frames.length) }, () => async () => {
        for (const [index, frame] of queue) {
          taken[index] = await takeItem(frame);
        }
      }),
    ),
  );
  return taken;

  async function takeItem(frame: Frame): Promise<Taken> {
    try {
      await walk(turn, frame, steps);
      return {
        value: collect === undefined ? null : await workOut(turn, frame, collect),
      };
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      if (continueOnError) return { failed: true };
      failure.abort();
      throw error;
    }
  }
}

async function listOf(
  turn: RunTurn,
  frame: Frame,
  template: ControlStep<"forEach">["with"]["items"],
): Promise<unknown[]> {
  const items = await workOut(turn, frame, template);
  if (!Array.isArray(items)) throw new AirgraphError("BAD_USER_INPUT", "The items of a forEach must be a list.");
  if (items.length > mostItems) {
    throw new AirgraphError(
      "COST_LIMIT_EXCEEDED",
      `A forEach takes at most ${mostItems} items; these are ${items.length}.`,
    );
  }
  return items;
}
