import { claimFirings, type DueFiring, deleteFiring, nextFiringAt, putOffFiring } from "../store/firings.ts";
import { checkPublisher } from "./ask-as-publisher.ts";
import { startClaimLoop } from "./claim-loop.ts";
import { failToFire, fire, passes, type Shot } from "./fire.ts";
import { idempotencyKeyOf } from "./idempotency-key.ts";
import { findPublishedTrigger, isOfKind, type PublishedTrigger } from "./published-trigger.ts";
import { readEndedRun, readStoredFile } from "./read-brought.ts";
import { fireForRecords } from "./records/fire-for-records.ts";
import type { TriggerParts } from "./trigger-parts.ts";
import type { WorkLoop } from "./work-loop.ts";

/** Carried out at the same time by one process. */
const mostAtOnce = 10;
/** Long after the longest that one takes: it is left to others then. */
const claimMs = 300_000;
const firstRetryMs = 1_000;
const longestRetryMs = 300_000;
/** Some hours. */
const mostAttempts = 40;

/** Starts the runs of what has been put down, together with all other processes on the same database. */
export function startCarryingOutFirings(
  parts: TriggerParts,
  { longestPauseMs }: { readonly longestPauseMs: number },
): WorkLoop {
  const { db, clock, listener, logger } = parts;
  return startClaimLoop({
    name: "firings",
    mostAtOnce,
    claim: async (now, limit) => claimFirings(db, { at: new Date(now), untilAt: new Date(now + claimMs), limit }),
    carryOut,
    nextAt: async () => nextFiringAt(db),
    longestPauseMs,
    clock,
    listener,
    logger,
  });

  /** Never rejects. */
  async function carryOut(firing: DueFiring): Promise<void> {
    try {
      const found = await findPublishedTrigger(db, firing.trigger);
      if (found?.trigger.kind === firing.kind) await attempt(found, firing);
      await deleteFiring(db, firing);
    } catch (err) {
      const pauseMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(firing.attempts - 1, 20));
      logger.debug({ err, ...firing.trigger }, "a trigger could not start a run yet; trying again");
      await putOffFiring(db, firing, new Date(clock.now() + pauseMs)).catch((error: unknown) =>
        logger.warn({ err: error }, "could not put off a firing; its claim will run out"),
      );
    }
  }

  /** @throws what may pass */
  async function attempt(found: PublishedTrigger, firing: DueFiring): Promise<void> {
    try {
      await checkPublisher(parts, found);
      if (isOfKind(found, "record")) return await fireForRecords(parts, found, firing);
      const shot = await shotOf(found, firing);
      if (shot !== undefined) await fire(parts, found, shot);
    } catch (error) {
      if (passes(error) && firing.attempts < mostAttempts) throw error;
      await failToFire(parts, found, { brought: firing.happening, idempotencyKey: idempotencyKeyOf(firing) }, error);
    }
  }

  async function shotOf(found: PublishedTrigger, firing: DueFiring): Promise<Shot | undefined> {
    const idempotencyKey = idempotencyKeyOf(firing);
    if (isOfKind(found, "fileCreated")) {
      const brought = await readStoredFile(parts, found, firing.happening);
      return brought && { brought, idempotencyKey };
    }
    if (isOfKind(found, "runEnded")) {
      const brought = await readEndedRun(parts, found, firing.happening);
      return brought && { brought, idempotencyKey };
    }
    return { brought: firing.happening, idempotencyKey };
  }
}
