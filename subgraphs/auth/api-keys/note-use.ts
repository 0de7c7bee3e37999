import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Background } from "../background.ts";
import { markUsed } from "../store/api-keys.ts";
import type { ApiKeyStanding } from "../store/standings.ts";

const minuteMs = 60_000;

/** Notes to the minute that keys are used, at most once a minute each. Nobody waits for it. */
export function noteUse(
  { db, clock, background }: { db: Database; clock: Clock; background: Background },
  used: Iterable<ApiKeyStanding>,
): void {
  const minute = new Date(Math.floor(clock.now() / minuteMs) * minuteMs);
  const ids = new Set<string>();
  for (const { machine, lastUsedAt } of used) if (lastUsedAt === null || lastUsedAt < minute) ids.add(machine.apiKeyId);
  if (ids.size > 0) background.run("noting the use of API keys", async () => markUsed(db, [...ids], minute));
}
