import { isDeepStrictEqual } from "node:util";
import { findWait, settleWait } from "../store/waits.ts";
import { BranchStopped, HandedOver } from "./endings.ts";
import { persistently } from "./persistently.ts";
import type { RunTurn } from "./run-turn.ts";

/** What becomes of a wait that nobody is interested in any more. */
export const abandoned = { abandoned: true };

/** How soon a branch sees that its wait is over while others keep the turn going. */
const lookAgainMs = 500;

/**
 * Waits for what a step waits for.
 * @param lookUp finds what had come about before it was waited for
 * @returns what came about, or that time ran out
 * @throws Suspended when nothing else is to be done meanwhile
 */
export async function awaitSettled(
  { branches, clock, db, journal, stopping }: RunTurn,
  path: string,
  lookUp?: () => Promise<unknown>,
): Promise<{ readonly outcome: unknown } | "time ran out"> {
  const early = await persistently(async () => lookUp?.());
  if (early !== undefined) {
    const settled = { outcome: early, at: new Date(clock.now()) };
    await persistently(() => settleWait(db, journal.turn, path, settled));
  }
  for (;;) {
    const wait = await persistently(() => findWait(db, journal.turn, path));
    if (wait === undefined) throw new TypeError(`nothing is waited for at ${path}`);
    if (isDeepStrictEqual(wait.outcome, abandoned)) throw new BranchStopped();
    if (wait.settledAt !== null) return { outcome: wait.outcome };
    const left = wait.dueAt === null ? Infinity : wait.dueAt.getTime() - clock.now();
    if (left <= 0) return "time ran out";
    journal.awaited.add(path);
    if (stopping.aborted) throw new HandedOver();
    await branches.pause(Math.min(left, lookAgainMs), stopping);
  }
}
