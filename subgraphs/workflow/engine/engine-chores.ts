import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Chore } from "../../../kernel/process/do-chores.ts";
import { forgetEndedBefore, forgetTurnsBefore } from "../store/forget.ts";
import { endForgottenTurns, releaseLostTurns } from "./release-lost-turns.ts";

const dayMs = 86_400_000;

/** What workers do beside carrying out runs and sagas. */
export function engineChores({
  db,
  clock,
  logger,
  retentionDays,
}: {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retentionDays: number;
}): readonly Chore[] {
  const daysAgo = (days: number) => new Date(clock.now() - days * dayMs);
  return [
    {
      name: "release lost turns",
      async do() {
        const released = await releaseLostTurns(db);
        if (released > 0) logger.warn({ released }, "turns were lost, and are taken again");
      },
    },
    {
      name: "end forgotten turns",
      async do() {
        const ended = await endForgottenTurns(db, clock.now());
        if (ended > 0) logger.info({ ended }, "turns were over, and the engine did not know");
      },
    },
    { name: "forget ended turns", do: async () => forgetTurnsBefore(db, daysAgo(1)) },
    {
      name: "forget old runs and sagas",
      async do() {
        while ((await forgetEndedBefore(db, daysAgo(retentionDays))).mayBeMore);
      },
    },
  ];
}
