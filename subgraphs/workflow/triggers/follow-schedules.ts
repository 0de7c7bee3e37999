import { insertFirings } from "../store/firings.ts";
import { lockDueTriggers, nextTriggerAt, updateTrigger } from "../store/triggers.ts";
import { timesToFire } from "./cron-times.ts";
import { findPublishedTrigger, isOfKind } from "./published-trigger.ts";
import type { TriggerParts } from "./trigger-parts.ts";
import { startWorkLoop, type WorkLoop } from "./work-loop.ts";

const kinds = ["cron"] as const;
/** Looked at in one transaction. */
const mostAtOnce = 50;

/**
 * Puts down what schedules come to, together with all other processes on the same database, in the transaction that sets when
 * they are due next: nothing fires twice, and nothing is lost.
 */
export function startFollowingSchedules(
  { db, clock, listener, logger }: TriggerParts,
  { longestPauseMs }: { readonly longestPauseMs: number },
): WorkLoop {
  return startWorkLoop({
    name: "schedules",
    longestPauseMs,
    listener,
    logger,
    async work() {
      const now = new Date(clock.now());
      const count = await db.transaction(async (transaction) => {
        const due = await lockDueTriggers(transaction, kinds, { at: now, limit: mostAtOnce });
        for (const stored of due) {
          const found = await findPublishedTrigger(transaction, stored);
          if (found === undefined || !isOfKind(found, "cron")) {
            await updateTrigger(transaction, stored, { nextAt: null });
            continue;
          }
          const { times, nextAt } = timesToFire(found.trigger, { dueAt: stored.nextAt ?? now, now });
          const told = times.map((time) => time.toISOString());
          await insertFirings(
            transaction,
            told.map((at) => ({ trigger: found.key, kind: "cron", key: at, happening: { at } })),
            now,
          );
          await updateTrigger(transaction, stored, { nextAt });
        }
        return due.length;
      });
      if (count === mostAtOnce) return 0;
      const next = await nextTriggerAt(db, kinds);
      return next && next.getTime() - clock.now();
    },
  });
}
