import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Chore } from "../../../kernel/process/do-chores.ts";
import { deleteFormerSessions } from "../store/sessions.ts";

/** Long enough to look into what happened. */
const keptDays = 30;
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

/** … again and again. */
export function forgettingSessions(parts: { db: Database; clock: Clock }): Chore {
  return { name: "forget former sessions", do: async () => forgetFormerSessions(parts) };
}
