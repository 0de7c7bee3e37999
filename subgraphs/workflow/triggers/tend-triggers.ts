import type { TriggerKind } from "../definitions/triggers.ts";
import { lockDueTriggers, nextTriggerAt, type StoredTrigger, updateTrigger } from "../store/triggers.ts";
import { startClaimLoop } from "./claim-loop.ts";
import { findPublishedTrigger, type PublishedTrigger } from "./published-trigger.ts";
import type { TriggerParts } from "./trigger-parts.ts";
import type { WorkLoop } from "./work-loop.ts";

/** Looked after at the same time by one process; most only wait for an answer. */
const mostAtOnce = 20;

/** Looks after a trigger that follows something which does not tell of itself. */
export type Tend = (found: PublishedTrigger, stored: StoredTrigger) => Promise<void>;

/**
 * Looks after the triggers of some kinds again and again, together with all other processes on the same database.
 * @param options.tend by kind
 * @param options.everyMs how often each is looked after, whether that fails or not
 */
export function startTendingTriggers(
  { db, clock, listener, logger }: TriggerParts,
  options: {
    readonly tend: { readonly [Kind in TriggerKind]?: Tend };
    readonly everyMs: number;
    readonly longestPauseMs: number;
  },
): WorkLoop {
  const { tend, everyMs, longestPauseMs } = options;
  const kinds = (Object.keys(tend) as TriggerKind[]).filter((kind) => tend[kind] !== undefined);
  return startClaimLoop({
    name: "triggers that follow something",
    mostAtOnce,
    claim: async (now, limit) =>
      db.transaction(async (transaction) => {
        const locked = await lockDueTriggers(transaction, kinds, { at: new Date(now), limit });
        for (const stored of locked) await updateTrigger(transaction, stored, { nextAt: new Date(now + everyMs) });
        return locked;
      }),
    carryOut: look,
    nextAt: async () => nextTriggerAt(db, kinds),
    longestPauseMs,
    clock,
    listener,
    logger,
  });

  /** Never rejects. */
  async function look(stored: StoredTrigger): Promise<void> {
    const { tenantId, workflowId, id } = stored;
    try {
      const found = await findPublishedTrigger(db, stored);
      if (found === undefined) await updateTrigger(db, stored, { nextAt: null });
      else await tend[found.trigger.kind]?.(found, stored);
    } catch (err) {
      logger.warn(
        { err, tenantId, workflowId, triggerId: id },
        "could not look after a trigger; it is looked after again",
      );
    }
  }
}
