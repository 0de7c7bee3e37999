import { dayMs } from "../../dates/calendar-units.ts";
import { formatIsoDate } from "../../dates/iso-date.ts";

const firstDay = Date.UTC(2023, 0, 9);
const hour = 3_600_000;

/** The moment the record at `index` of `count` was created: spread evenly over three and a half years, in office hours. */
export function createdAt(index: number, count: number): string {
  const day = Math.floor((index / count) * 3.5 * 365);
  return stamp(firstDay + day * dayMs + 8 * hour + ((index * 1_237) % (9 * 3600)) * 1000);
}

/** A moment some hours after another. */
export function hoursAfter(moment: string, hours: number): string {
  return stamp(Date.parse(moment) + hours * hour);
}

/** The day some days after a moment, `YYYY-MM-DD`. */
export function dayAfter(moment: string, days: number): string {
  return formatIsoDate(Date.parse(moment) + days * dayMs);
}

function stamp(ms: number): string {
  return new Date(ms).toISOString();
}
