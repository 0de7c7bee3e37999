import type { Clock } from "../../kernel/clock.ts";

/** 24 hours ago: how far usage is counted when nobody says otherwise. */
export function dayAgo(clock: Clock): Date {
  return new Date(clock.now() - 24 * 3_600_000);
}
