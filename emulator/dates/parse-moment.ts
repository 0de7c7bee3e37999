import { calendarDay, hourOfHalf, type ParsedDate } from "./iso-date.ts";
import { instantOfWallTime } from "./time-zone.ts";

const token =
  /\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DDDD|DDD|DD|Do|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|S{1,3}|A|a|ZZ|Z|X|x|[^]/g;

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

type Part = "year" | "month" | "monthName" | "day" | "hour" | "minute" | "second" | "ms" | "half" | "zone" | "unix";

interface Rule {
  readonly pattern: string;
  readonly part: Part | null;
}

const digits = (part: Part, pattern = "\\d{1,2}"): Rule => ({ pattern, part });

const rules: Readonly<Record<string, Rule>> = {
  YYYY: digits("year", "\\d{4}"),
  YY: digits("year", "\\d{2}"),
  MMMM: { pattern: "[a-z]+", part: "monthName" },
  MMM: { pattern: "[a-z]+", part: "monthName" },
  MM: digits("month"),
  M: digits("month"),
  DD: digits("day"),
  D: digits("day"),
  Do: { pattern: "\\d{1,2}(?:st|nd|rd|th)", part: "day" },
  dddd: { pattern: "[a-z]+", part: null },
  ddd: { pattern: "[a-z]+", part: null },
  HH: digits("hour"),
  H: digits("hour"),
  hh: digits("hour"),
  h: digits("hour"),
  mm: digits("minute"),
  m: digits("minute"),
  ss: digits("second"),
  s: digits("second"),
  A: { pattern: "am|pm", part: "half" },
  a: { pattern: "am|pm", part: "half" },
  Z: { pattern: "z|[+-]\\d{2}:?\\d{2}", part: "zone" },
  ZZ: { pattern: "z|[+-]\\d{2}:?\\d{2}", part: "zone" },
  X: { pattern: "-?\\d+", part: "unix" },
  x: { pattern: "-?\\d+", part: "unix" },
};

/**
 * Reads a text by a moment.js pattern (DATETIME_PARSE with a format).
 *
 * @returns null when the text does not fit the pattern or names no real day
 */
export function parseMoment(text: string, pattern: string): ParsedDate | null {
  const parts: Part[] = [];
  const source = pattern.replace(token, (matched: string, literal?: string) => {
    const rule = /^S+$/.test(matched) ? digits("ms", "\\d{1,3}") : rules[matched];
    if (literal !== undefined || rule === undefined) return escapeForRegExp(literal ?? matched);
    if (rule.part === null) return rule.pattern;
    parts.push(rule.part);
    return `(${rule.pattern})`;
  });
  const found = new RegExp(`^\\s*${source}`, "i").exec(text);
  if (found === null) return null;
  const values = new Map<Part, string>();
  for (const [index, part] of parts.entries()) values.set(part, found[index + 1] ?? "");
  return assemble(values, pattern.includes("x"));
}

function assemble(values: ReadonlyMap<Part, string>, unixInMs: boolean): ParsedDate | null {
  const unix = values.get("unix");
  if (unix !== undefined) return { ms: Number(unix) * (unixInMs ? 1 : 1000), dateOnly: false };
  const month = monthOf(values);
  const day = calendarDay(fullYear(values.get("year") ?? "1970"), month, Number.parseInt(values.get("day") ?? "1", 10));
  if (day === null) return null;
  const hour = hourOfHalf(Number(values.get("hour") ?? 0), values.get("half"));
  const minute = Number(values.get("minute") ?? 0);
  const second = Number(values.get("second") ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const wall = day + ((hour * 60 + minute) * 60 + second) * 1000 + Number((values.get("ms") ?? "").padEnd(3, "0"));
  return { ms: instantOfWallTime(wall, "utc") - zoneMs(values.get("zone")), dateOnly: !values.has("hour") };
}

function monthOf(values: ReadonlyMap<Part, string>): number {
  const name = values.get("monthName");
  return name === undefined ? Number(values.get("month") ?? 1) : months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

/** Two digits mean 1969–2068, as in moment.js. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year > 68 ? 1900 + year : 2000 + year;
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone.toLowerCase() === "z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -1 : 1) * minutes * 60_000;
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
