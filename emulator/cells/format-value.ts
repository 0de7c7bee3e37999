import { formatMoment } from "../dates/format-moment.ts";
import { isTimeZone } from "../dates/time-zone.ts";
import { numberText } from "../formula/coerce.ts";
import { type FormulaDate, type FormulaValue, flatten, isDate, isFailure } from "../formula/value.ts";
import { unreachable } from "../unreachable.ts";
import { joinList } from "./split-list.ts";

/** For whom cells are written as text (reference 4.1, `cellFormat=string`). */
export interface TextFormat {
  readonly timeZone: string;
  readonly userLocale: string;
}

type DateStyle = "local" | "friendly" | "us" | "european" | "iso";
export type DurationFormat = "h:mm" | "h:mm:ss" | "h:mm:ss.S" | "h:mm:ss.SS" | "h:mm:ss.SSS";

/** How the values of a field look in the UI. */
export type Display =
  | { readonly kind: "plain" | "checkbox" }
  | { readonly kind: "number" | "percent"; readonly precision: number }
  | { readonly kind: "currency"; readonly precision: number; readonly symbol: string }
  | { readonly kind: "duration"; readonly format: DurationFormat }
  | { readonly kind: "date"; readonly date: DateStyle }
  | { readonly kind: "dateTime"; readonly date: DateStyle; readonly time: "12hour" | "24hour" };

/**
 * Writes a value as Airtable's UI does, as far as reference 9.4 says how.
 *
 * @returns null when there is nothing to show
 */
export function formatValue(value: FormulaValue, display: Display, format: TextFormat): string | null {
  if (value === null || value === "") return null;
  if (typeof value === "string") return value;
  if (typeof value === "number") return formatNumber(value, display, format);
  if (isFailure(value)) return value.message;
  if (isDate(value)) return formatDate(value, display, format);
  const members = flatten(value).flatMap((member) => formatValue(member, display, format) ?? []);
  return members.length === 0 ? null : joinList(members);
}

/** Whether the text names a language this machine can format for. */
function isLocale(text: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(text).length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether values can be written for these; both have to be known. */
export function isTextFormat({ timeZone, userLocale }: TextFormat): boolean {
  return isTimeZone(timeZone) && isLocale(userLocale);
}

function formatNumber(value: number, display: Display, { userLocale }: TextFormat): string | null {
  if (!Number.isFinite(value)) return String(value);
  switch (display.kind) {
    case "checkbox":
      return value === 0 ? null : "checked";
    case "number":
      return withPrecision(userLocale, value, display.precision, false);
    case "percent":
      return `${withPrecision(userLocale, value * 100, display.precision, false)}%`;
    case "currency": {
      const amount = withPrecision(userLocale, Math.abs(value), display.precision, true);
      return `${value < 0 ? "-" : ""}${display.symbol}${amount}`;
    }
    case "duration":
      return formatDuration(value, display.format);
    case "plain":
    case "date":
    case "dateTime":
      return numberText(value);
  }
  return unreachable(display);
}

function withPrecision(locale: string, value: number, precision: number, useGrouping: boolean): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: precision,
    maximumFractionDigits: precision,
    useGrouping,
  }).format(value);
}

const durationFractions: Readonly<Record<DurationFormat, number | null>> = {
  "h:mm": null,
  "h:mm:ss": 0,
  "h:mm:ss.S": 1,
  "h:mm:ss.SS": 2,
  "h:mm:ss.SSS": 3,
};

function formatDuration(seconds: number, format: DurationFormat): string {
  const fraction = durationFractions[format];
  const unit = fraction === null ? 60 : 10 ** -fraction;
  // Rounded once, in the smallest unit shown, so that 59.96 s does not become 0:60.
  const rounded = Math.round(Math.abs(seconds) / unit) * unit;
  const hours = Math.floor(rounded / 3600 + 1e-9);
  const minutes = Math.floor((rounded - hours * 3600) / 60 + 1e-9);
  const text = `${seconds < 0 ? "-" : ""}${hours}:${String(minutes).padStart(2, "0")}`;
  if (fraction === null) return text;
  const rest = Math.max(rounded - hours * 3600 - minutes * 60, 0).toFixed(fraction);
  return `${text}:${rest.padStart(fraction === 0 ? 2 : fraction + 3, "0")}`;
}

const patterns: Readonly<Record<"us" | "european" | "iso", string>> = {
  us: "M/D/YYYY",
  european: "D/M/YYYY",
  iso: "YYYY-MM-DD",
};

function formatDate(value: FormulaDate, display: Display, format: TextFormat): string {
  const style = display.kind === "date" || display.kind === "dateTime" ? display.date : "iso";
  const withTime = display.kind === "dateTime" || (display.kind !== "date" && !value.dateOnly);
  // A date without a time is the same day everywhere.
  const timeZone = withTime ? format.timeZone : "utc";
  const day = formatDay(value.ms, style, { ...format, timeZone });
  if (!withTime) return day;
  const time = display.kind === "dateTime" && display.time === "12hour" ? "h:mma" : "HH:mm";
  return `${day} ${formatMoment(value.ms, time, { timeZone })}`;
}

function formatDay(ms: number, style: DateStyle, { timeZone, userLocale }: TextFormat): string {
  if (style !== "local" && style !== "friendly") return formatMoment(ms, patterns[style], { timeZone });
  return new Intl.DateTimeFormat(userLocale, {
    year: "numeric",
    month: style === "local" ? "numeric" : "long",
    day: "numeric",
    // `client` is the browser's zone in Airtable; the API has no browser.
    timeZone: timeZone === "client" ? "utc" : timeZone,
  }).format(ms);
}
