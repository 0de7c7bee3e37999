export type Unit = "millisecond" | "second" | "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year";

const shortNames: Readonly<Record<string, Unit>> = {
  ms: "millisecond",
  s: "second",
  m: "minute",
  h: "hour",
  d: "day",
  w: "week",
  M: "month",
  Q: "quarter",
  y: "year",
};

const longNames = new Map<string, Unit>(Object.values(shortNames).map((unit) => [unit, unit]));

/** Lengths of the units that have a fixed one, in milliseconds. */
const fixedLengths: Partial<Record<Unit, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

const monthsPer: Partial<Record<Unit, number>> = { month: 1, quarter: 3, year: 12 };

export const dayMs = 86_400_000;

/** Reads a unit as formulas spell it: `days`, `day`, `d`; `M` is months and `m` minutes (reference 10.3). */
export function readUnit(name: string): Unit | null {
  return shortNames[name] ?? longNames.get(name.toLowerCase().replace(/s$/, "")) ?? null;
}

/** Moves an instant by whole or fractional units; months keep the day of the month where it exists, else its last. */
export function addUnits(ms: number, count: number, unit: Unit): number {
  const length = fixedLengths[unit];
  return length === undefined ? addMonths(ms, Math.trunc(count) * (monthsPer[unit] ?? 1)) : ms + count * length;
}

/** `later - earlier` in whole units, truncated toward zero (DATETIME_DIFF). */
export function diffUnits(later: number, earlier: number, unit: Unit): number {
  const length = fixedLengths[unit];
  if (length !== undefined) return withoutNegativeZero(Math.trunc((later - earlier) / length));
  return withoutNegativeZero(Math.trunc(wholeMonths(later, earlier) / (monthsPer[unit] ?? 1)));
}

/** The first instant (UTC) of the unit that holds `ms`; weeks start on Sunday. */
export function startOf(ms: number, unit: Unit): number {
  const date = new Date(ms);
  const length = fixedLengths[unit];
  if (unit === "week") return startOf(ms, "day") - date.getUTCDay() * dayMs;
  if (length !== undefined) return Math.floor(ms / length) * length;
  const span = monthsPer[unit] ?? 1;
  return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / span) * span, 1);
}

/** The number of the day in its year, from 1 (UTC). */
export function dayOfYear(ms: number): number {
  return Math.round((startOf(ms, "day") - startOf(ms, "year")) / dayMs) + 1;
}

/** The week of the year from 1, where week 1 holds 1 January and weeks start on `firstDay` (0 = Sunday). */
export function weekOfYear(ms: number, firstDay: number): number {
  const januaryFirst = new Date(startOf(ms, "year")).getUTCDay();
  return Math.floor((dayOfYear(ms) - 1 + ((januaryFirst - firstDay + 7) % 7)) / 7) + 1;
}

/** The ISO 8601 week and the year it belongs to. */
export function isoWeek(ms: number): { readonly year: number; readonly week: number } {
  const weekday = (new Date(ms).getUTCDay() + 6) % 7;
  const thursday = startOf(ms, "day") + (3 - weekday) * dayMs;
  return { year: new Date(thursday).getUTCFullYear(), week: Math.ceil(dayOfYear(thursday) / 7) };
}

function addMonths(ms: number, count: number): number {
  const date = new Date(ms);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const timeOfDay = ms - startOf(ms, "day");
  return first.getTime() + (Math.min(date.getUTCDate(), lastDay) - 1) * dayMs + timeOfDay;
}

function wholeMonths(later: number, earlier: number): number {
  if (later < earlier) return -wholeMonths(earlier, later);
  const a = new Date(earlier);
  const b = new Date(later);
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return addMonths(earlier, months) > later ? months - 1 : months;
}

function withoutNegativeZero(value: number): number {
  return value === 0 ? 0 : value;
}
