import { instantOfWallTime } from "./time-zone.ts";

/** A parsed date or point in time. */
export interface ParsedDate {
  /** Milliseconds since 1970-01-01 UTC; midnight UTC for a date without a time. */
  readonly ms: number;
  readonly dateOnly: boolean;
}

const iso =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$/i;
const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?)?$/i;

/**
 * Reads an ISO 8601 date or datetime.
 *
 * @param timeZone where a time without an offset belongs (`utc`, `client` or an IANA name)
 * @returns null when the text is not ISO or names no real day
 */
export function parseIsoDate(text: string, timeZone: string): ParsedDate | null {
  const parts = iso.exec(text.trim());
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, fraction, offset] = parts;
  const date = calendarDay(Number(year), Number(month), Number(day));
  if (date === null) return null;
  if (hour === undefined) return { ms: date, dateOnly: true };
  const time = timeOfDay(Number(hour), Number(minute), Number(second ?? 0));
  if (time === null) return null;
  const wall = date + time + Number((fraction ?? "").padEnd(3, "0").slice(0, 3));
  const ms = offset === undefined ? instantOfWallTime(wall, timeZone) : wall - offsetMs(offset);
  return { ms, dateOnly: false };
}

/**
 * Reads ISO first, then what people type: `5/31/2024 2:30 pm` and whatever this runtime's date parser accepts.
 *
 * @param timeZone where a time without an offset belongs
 */
export function parseFreeDate(text: string, timeZone: string): ParsedDate | null {
  const parsed = parseIsoDate(text, timeZone) ?? parseAmerican(text.trim(), timeZone);
  if (parsed !== null) return parsed;
  // The runtime's parser takes any word with a number in it for a date ("Lead 5"), so a month name is asked for.
  if (!/\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/i.test(text) || !/\d{4}/.test(text)) return null;
  const hasTime = /\d:\d/.test(text);
  const hasZone = /(?:\bgmt|\butc|z|[+-]\d{2}:?\d{2})\s*$/i.test(text);
  const ms = Date.parse(hasZone ? text : `${text} UTC`);
  if (Number.isNaN(ms)) return null;
  return { ms: hasTime && !hasZone ? instantOfWallTime(ms, timeZone) : ms, dateOnly: !hasTime };
}

/** Midnight UTC of a day, or null when the calendar has no such day. */
export function calendarDay(year: number, month: number, day: number): number | null {
  const ms = Date.UTC(year, month - 1, day);
  const made = new Date(ms);
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? ms : null;
}

/** `YYYY-MM-DD` of an instant, in UTC. */
export function formatIsoDate(ms: number): string {
  return formatIsoInstant(ms).slice(0, 10);
}

/** Full ISO 8601 in UTC with milliseconds. */
export function formatIsoInstant(ms: number): string {
  return new Date(ms).toISOString();
}

function parseAmerican(text: string, timeZone: string): ParsedDate | null {
  const parts = american.exec(text);
  if (parts === null) return null;
  const [, month, day, year, hour, minute, second, half] = parts;
  const date = calendarDay(Number(year), Number(month), Number(day));
  if (date === null) return null;
  if (hour === undefined) return { ms: date, dateOnly: true };
  const time = timeOfDay(hourOfHalf(Number(hour), half), Number(minute), Number(second ?? 0));
  return time === null ? null : { ms: instantOfWallTime(date + time, timeZone), dateOnly: false };
}

/** Turns an hour of a 12-hour clock into one of a 24-hour clock. */
export function hourOfHalf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

function timeOfDay(hour: number, minute: number, second: number): number | null {
  return hour < 24 && minute < 60 && second < 60 ? ((hour * 60 + minute) * 60 + second) * 1000 : null;
}

function offsetMs(offset: string): number {
  if (offset.toUpperCase() === "Z") return 0;
  const digits = offset.slice(1).replace(":", "").padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (offset.startsWith("-") ? -1 : 1) * minutes * 60_000;
}
