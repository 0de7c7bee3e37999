import { parseCron } from "../definitions/cron.ts";
import type { Trigger } from "../definitions/triggers.ts";

/** A firing that comes later than this was missed. */
const lateMs = 60_000;
const mostMadeUpFor = 100;

/**
 * What a schedule comes to when it is looked at: the times that it fires for now, oldest first, and when it fires next.
 * @param dueAt the first time that it has not fired for
 */
export function timesToFire(
  { schedule, timeZone, missed }: Extract<Trigger, { kind: "cron" }>,
  { dueAt, now }: { readonly dueAt: Date; readonly now: Date },
): { readonly times: readonly Date[]; readonly nextAt: Date | null } {
  const cron = parseCron(schedule, timeZone);
  const nextAt = cron.next(now) ?? null;
  const due = cron.until(now, missed === "all" ? mostMadeUpFor : 1).filter((time) => time >= dueAt && time <= now);
  const times = missed === "skip" ? due.filter((time) => now.getTime() - time.getTime() <= lateMs) : due;
  return { times, nextAt };
}
