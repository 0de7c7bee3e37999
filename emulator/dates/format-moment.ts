import { dayOfYear, isoWeek, weekOfYear } from "./calendar-units.ts";
import { zoneOffset } from "./time-zone.ts";

/** moment.js format tokens (reference 10.3), longest first; `[text]` is literal. */
const token =
  /\[([^\]]*)\]|\\(.)|LTS|LT|L{1,4}|l{1,4}|YYYY|YY|Y|Qo|Q|MMMM|MMM|MM|Mo|M|DDDD|DDDo|DDD|DD|Do|D|dddd|ddd|dd|do|d|E|e|GGGG|GG|ww|wo|w|WW|Wo|W|HH|H|hh|h|kk|k|mm|m|ss|s|S{1,9}|A|a|ZZ|Z|X|x|[^]/g;

/** The localized tokens, as moment's English locale defines them. */
const localized: Readonly<Record<string, string>> = {
  LT: "h:mm A",
  LTS: "h:mm:ss A",
  L: "MM/DD/YYYY",
  LL: "MMMM D, YYYY",
  LLL: "MMMM D, YYYY h:mm A",
  LLLL: "dddd, MMMM D, YYYY h:mm A",
  l: "M/D/YYYY",
  ll: "MMM D, YYYY",
  lll: "MMM D, YYYY h:mm A",
  llll: "ddd, MMM D, YYYY h:mm A",
};

interface MomentFormat {
  /** Default `utc`. */
  readonly timeZone?: string | undefined;
  /** For names of months and days; default `en`. An unknown locale reads as English. */
  readonly locale?: string | undefined;
}

/**
 * Formats an instant by a moment.js pattern.
 *
 * @param ms milliseconds since 1970-01-01 UTC
 * @param pattern moment.js tokens; text in square brackets is literal
 */
export function formatMoment(ms: number, pattern: string, format: MomentFormat = {}): string {
  const offset = zoneOffset(ms, format.timeZone ?? "utc");
  const wall = { ms, wall: ms + offset, offset, locale: format.locale ?? "en" };
  return render(pattern, wall);
}

interface Moment {
  readonly ms: number;
  /** The local time, as if it were UTC. */
  readonly wall: number;
  readonly offset: number;
  readonly locale: string;
}

function render(pattern: string, moment: Moment): string {
  return pattern.replace(token, (matched: string, literal?: string, escaped?: string) => {
    if (literal !== undefined) return literal;
    if (escaped !== undefined) return escaped;
    const expansion = localized[matched];
    return expansion === undefined ? (piece(matched, moment) ?? matched) : render(expansion, moment);
  });
}

function piece(name: string, moment: Moment): string | null {
  const date = new Date(moment.wall);
  const hour = date.getUTCHours();
  const fraction = /^S+$/.test(name);
  if (fraction) return String(date.getUTCMilliseconds()).padStart(3, "0").padEnd(9, "0").slice(0, name.length);
  switch (name) {
    case "YYYY":
      return pad(date.getUTCFullYear(), 4);
    case "YY":
      return pad(date.getUTCFullYear() % 100, 2);
    case "Y":
      return String(date.getUTCFullYear());
    case "Q":
    case "Qo":
      return numbered(Math.floor(date.getUTCMonth() / 3) + 1, name);
    case "MMMM":
      return nameOf(moment, { month: "long" });
    case "MMM":
      return nameOf(moment, { month: "short" });
    case "MM":
    case "Mo":
    case "M":
      return numbered(date.getUTCMonth() + 1, name);
    case "DDDD":
      return pad(dayOfYear(moment.wall), 3);
    case "DDDo":
    case "DDD":
      return numbered(dayOfYear(moment.wall), name === "DDD" ? "D" : "Do");
    case "DD":
    case "Do":
    case "D":
      return numbered(date.getUTCDate(), name);
    case "dddd":
      return nameOf(moment, { weekday: "long" });
    case "ddd":
      return nameOf(moment, { weekday: "short" });
    case "dd":
      return nameOf(moment, { weekday: "short" }).slice(0, 2);
    case "do":
    case "d":
    case "e":
      return numbered(date.getUTCDay(), name);
    case "E":
      return String(((date.getUTCDay() + 6) % 7) + 1);
    case "GGGG":
      return pad(isoWeek(moment.wall).year, 4);
    case "GG":
      return pad(isoWeek(moment.wall).year % 100, 2);
    case "ww":
    case "wo":
    case "w":
      return numbered(weekOfYear(moment.wall, 0), name);
    case "WW":
    case "Wo":
    case "W":
      return numbered(isoWeek(moment.wall).week, name);
    case "HH":
    case "H":
      return numbered(hour, name);
    case "hh":
    case "h":
      return numbered(hour % 12 === 0 ? 12 : hour % 12, name);
    case "kk":
    case "k":
      return numbered(hour === 0 ? 24 : hour, name);
    case "mm":
    case "m":
      return numbered(date.getUTCMinutes(), name);
    case "ss":
    case "s":
      return numbered(date.getUTCSeconds(), name);
    case "A":
      return hour < 12 ? "AM" : "PM";
    case "a":
      return hour < 12 ? "am" : "pm";
    case "Z":
      return offsetText(moment.offset, ":");
    case "ZZ":
      return offsetText(moment.offset, "");
    case "X":
      return String(Math.floor(moment.ms / 1000));
    case "x":
      return String(moment.ms);
    default:
      return null;
  }
}

/** Two equal letters ask for two digits, a final `o` for an ordinal. */
function numbered(value: number, name: string): string {
  if (name.endsWith("o")) return `${value}${ordinalSuffix(value)}`;
  return name.length === 2 ? pad(value, 2) : String(value);
}

function ordinalSuffix(value: number): string {
  const tens = value % 100;
  if (tens >= 11 && tens <= 13) return "th";
  return { 1: "st", 2: "nd", 3: "rd" }[value % 10] ?? "th";
}

function nameOf(moment: Moment, part: Intl.DateTimeFormatOptions): string {
  return nameFormatter(moment.locale, part).format(moment.wall);
}

function nameFormatter(locale: string, part: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, { ...part, timeZone: "UTC" });
  } catch (error) {
    if (error instanceof RangeError) return new Intl.DateTimeFormat("en", { ...part, timeZone: "UTC" });
    throw error;
  }
}

function offsetText(offset: number, separator: string): string {
  const minutes = Math.abs(offset) / 60_000;
  return `${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60), 2)}${separator}${pad(minutes % 60, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
