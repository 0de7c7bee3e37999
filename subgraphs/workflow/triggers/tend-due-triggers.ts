import type { Logger } from "../../../kernel/logger.ts";
import { insertFirings } from "../store/firings.ts";
import { lockDueTriggers, nextTriggerAt, type StoredTrigger, updateTrigger } from "../store/triggers.ts";
import { timesToFire } from "./cron-times.ts";
import { findPublishedTrigger, isOfKind, type PublishedTrigger } from "./published-trigger.ts";
import type { TriggerParts } from "./trigger-parts.ts";
import { startWorkLoop, type WorkLoop } from "./work-loop.ts";

/** Looked at in one transaction. */
const mostAtOnce = 50;

/** Looks after a trigger that follows something by itself. Its next turn is put down already, in case it fails. */
export type Tend = (found: PublishedTrigger, stored: StoredTrigger) => Promise<void>;

export interface TendOptions {
  readonly everyMs: number;
  readonly tend: Tend;
}

/**
 * Looks after the triggers that are due, together with all other processes on the same database. What a schedule comes to is
 * put down in the transaction that sets when it is due next: nothing fires twice, and nothing is lost.
 * @param options.others what is done for triggers of other kinds, and how often
 */
export function startTendingTriggers(
  parts: TriggerParts,
  options: {
    readonly longestPauseMs: number;
    readonly others: { readonly record: TendOptions; readonly usage: TendOptions };
  },
): WorkLoop {
  const { longestPauseMs, others } = options;
  const { db, clock, listener, logger } = parts;
  const tending = new Set<Promise<void>>();
  const loop = startWorkLoop({ name: "due triggers", work: tendDue, longestPauseMs, listener, logger });
  return {
    ...loop,
    async stop() {
      await loop.stop();
      await Promise.all(tending);
    },
  };

  async function tendDue(): Promise<number | undefined> {
    const now = new Date(clock.now());
    const { found, count } = await db.transaction(async (transaction) => {
      const due = await lockDueTriggers(transaction, { at: now, limit: mostAtOnce });
      const toTend: [PublishedTrigger, StoredTrigger][] = [];
      for (const stored of due) {
        const published = await findPublishedTrigger(transaction, stored);
        if (published === undefined) {
          await updateTrigger(transaction, stored, { nextAt: null });
        } else if (isOfKind(published, "cron")) {
          const { times, nextAt } = timesToFire(published.trigger, { dueAt: stored.nextAt ?? now, now });
          await insertFirings(
            transaction,
            times.map((time) => ({
              trigger: published.key,
              kind: "cron",
              key: time.toISOString(),
              happening: { at: time.toISOString() },
            })),
            now,
          );
          await updateTrigger(transaction, stored, { nextAt });
        } else {
          const { everyMs } = published.trigger.kind === "usage" ? others.usage : others.record;
          await updateTrigger(transaction, stored, { nextAt: new Date(now.getTime() + everyMs) });
          toTend.push([published, stored]);
        }
      }
      return { found: toTend, count: due.length };
    });
    for (const [published, stored] of found) {
      const { tend } = published.trigger.kind === "usage" ? others.usage : others.record;
      const tended = tendOne(tend, published, stored, logger).finally(() => tending.delete(tended));
      tending.add(tended);
    }
    if (count === mostAtOnce) return 0;
    const next = await nextTriggerAt(db);
    return next && next.getTime() - clock.now();
  }
}

/** Never rejects. */
async function tendOne(tend: Tend, published: PublishedTrigger, stored: StoredTrigger, logger: Logger): Promise<void> {
  try {
    await tend(published, stored);
  } catch (err) {
    logger.warn({ err, ...published.key }, "could not look after a trigger; it is looked after again");
  }
}
