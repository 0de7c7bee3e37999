import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { deleteFormerSessions } from "../store/sessions.ts";

/** Long enough to look into what happened. */
const keptDays = 30;
const everyMs = 3_600_000;
const atOnce = 1_000;

/** Forgets sessions that ended long ago, with their refresh tokens. @returns how many */
export async function forgetFormerSessions({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  const before = new Date(clock.now() - keptDays * 86_400_000);
  let forgotten = 0;
  for (;;) {
    const deleted = await deleteFormerSessions(db, before, atOnce);
    forgotten += deleted;
    if (deleted < atOnce) return forgotten;
  }
}

/** … every hour, for as long as this process runs. */
export function keepForgettingSessions(parts: { db: Database; clock: Clock; logger: Logger }): {
  stop(): Promise<void>;
} {
  let underWay: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    underWay = forgetFormerSessions(parts).then(
      (forgotten) => parts.logger.debug({ forgotten }, "former sessions forgotten"),
      (err: unknown) => parts.logger.warn({ err }, "could not forget former sessions; tried again later"),
    );
  }, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
