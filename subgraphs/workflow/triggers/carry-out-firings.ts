import { claimFirings, type DueFiring, deleteFiring, nextFiringAt, putOffFiring } from "../store/firings.ts";
import { checkPublisher } from "./ask-as-publisher.ts";
import { failToFire, fire, passes, type Shot } from "./fire.ts";
import { idempotencyKeyOf } from "./idempotency-key.ts";
import { findPublishedTrigger, isOfKind, type PublishedTrigger } from "./published-trigger.ts";
import { readEndedRun, readStoredFile } from "./read-brought.ts";
import { fireForRecords } from "./records/fire-for-records.ts";
import type { TriggerParts } from "./trigger-parts.ts";
import { startWorkLoop, type WorkLoop } from "./work-loop.ts";

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
  const underWay = new Set<Promise<void>>();
  const loop = startWorkLoop({ name: "firings", work, longestPauseMs, listener, logger });
  return {
    ...loop,
    async stop() {
      await loop.stop();
      await Promise.all(underWay);
    },
  };

  async function work(): Promise<number | undefined> {
    const limit = mostAtOnce - underWay.size;
    if (limit === 0) return undefined;
    const now = clock.now();
    const claimed = await claimFirings(db, { at: new Date(now), untilAt: new Date(now + claimMs), limit });
    for (const firing of claimed) {
      const carriedOut = carryOut(firing).finally(() => {
        underWay.delete(carriedOut);
        if (underWay.size === mostAtOnce - 1) loop.hurry();
      });
      underWay.add(carriedOut);
    }
    if (claimed.length > 0) return 0;
    const next = await nextFiringAt(db);
    return next && next.getTime() - clock.now();
  }

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
