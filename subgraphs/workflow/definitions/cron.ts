import { Cron } from "croner";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";

/** When something is due, again and again. */
export interface Schedule {
  /** The next time after an instant; undefined when there is none any more. */
  next(after: Date): Date | undefined;
  /** The times up to an instant, that one included, oldest first; the last `most` of them. */
  until(instant: Date, most: number): Date[];
}

const fiveOrSixFields = /^\s*(?:\S+\s+){4,5}\S+\s*$/;

/**
 * @param schedule five fields, or six with seconds first
 * @param timeZone by its IANA name; around changes of the clock, what falls into an hour that is left out fires after it,
 *   and what falls into one that comes twice fires once
 * @throws AirgraphError BAD_USER_INPUT for what is no schedule, no time zone, or never comes about (February 30th)
 */
export function parseCron(schedule: string, timeZone: string): Schedule {
  if (!isTimeZone(timeZone))
    throw new AirgraphError("BAD_USER_INPUT", `${timeZone} is no time zone; one is Europe/Berlin.`, {
      field: "timeZone",
    });
  if (!fiveOrSixFields.test(schedule))
    throw new AirgraphError(
      "BAD_USER_INPUT",
      `\`${schedule}\` is no schedule; it has five fields, or six with seconds first.`,
    );
  let cron: Cron;
  try {
    cron = new Cron(schedule, { timezone: timeZone, mode: "5-or-6-parts", paused: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^CronPattern: /, "") : String(cause);
    throw new AirgraphError("BAD_USER_INPUT", `\`${schedule}\` is no schedule: ${reason}.`, {}, { cause });
  }
  // From any year on: a leap day comes within eight.
  if (cron.nextRun(new Date(0)) === null)
    throw new AirgraphError("BAD_USER_INPUT", `\`${schedule}\` never comes about.`);
  return {
    next: (after) => cron.nextRun(after) ?? undefined,
    until(instant, most) {
      // It knows whole seconds, and looks for what was before the one that it is given.
      const second = new Date((Math.floor(instant.getTime() / 1_000) + 1) * 1_000);
      return cron.previousRuns(most, second).toReversed();
    },
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
