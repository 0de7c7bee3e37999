import { addUnits, dayMs, diffUnits, readUnit, startOf, weekOfYear } from "../../dates/calendar-units.ts";
import { formatMoment } from "../../dates/format-moment.ts";
import { formatIsoDate, parseFreeDate, parseIsoDate } from "../../dates/iso-date.ts";
import { parseMoment } from "../../dates/parse-moment.ts";
import { isTimeZone } from "../../dates/time-zone.ts";
import { toDate, toNumber, toText } from "../coerce.ts";
import {
  dateTimeValue,
  type FormulaDate,
  type FormulaFailure,
  type FormulaValue,
  failure,
  isFailure,
} from "../value.ts";
import { at, type FormulaFunction, type FunctionTable, plain } from "./formula-function.ts";

const latest = 8.64e15;

/** Date functions of reference 10.3; parts of a date are read in UTC. */
export const dateFunctions: FunctionTable = {
  NOW: { ...plain("date", 0, 0, (_args, scope) => dateTimeValue(scope.now)), volatile: true },
  TODAY: {
    ...plain("date", 0, 0, (_args, scope) => ({ kind: "date", ms: startOf(scope.now, "day"), dateOnly: true })),
    volatile: true,
  },
  CREATED_TIME: plain("date", 0, 0, (_args, scope) => dateTimeValue(scope.createdTime())),
  LAST_MODIFIED_TIME: {
    kind: "fields",
    yields: "date",
    fewest: 0,
    most: Number.POSITIVE_INFINITY,
    call: (fieldIds, scope) => dateTimeValue(scope.lastModifiedTime(fieldIds)),
  },
  DATEADD: plain("date", 3, 3, (args) => {
    const count = toNumber(at(args, 1));
    const unit = readUnit(toText(at(args, 2)));
    return withDate(args, 0, (date) => {
      if (typeof count !== "number" || unit === null) return failure;
      const ms = addUnits(date.ms, count, unit);
      return withinCalendar({ ...date, ms, dateOnly: date.dateOnly && ms % dayMs === 0 });
    });
  }),
  DATETIME_DIFF: plain("number", 2, 3, (args) => {
    const unit = readUnit(args.length > 2 ? toText(at(args, 2)) : "seconds");
    if (unit === null) return failure;
    return withDates(args, (later, earlier) => diffUnits(later.ms, earlier.ms, unit));
  }),
  DATETIME_FORMAT: plain("text", 1, 2, (args) =>
    withDate(args, 0, (date) =>
      formatMoment(date.ms, args.length > 1 ? toText(at(args, 1)) : "YYYY-MM-DDTHH:mm:ssZ", date),
    ),
  ),
  DATETIME_PARSE: plain("date", 1, 3, (args) => {
    const [subject] = args;
    if (args.length < 2 || toText(at(args, 1)) === "") return toDate(subject ?? null);
    const parsed = parseMoment(toText(at(args, 0)), toText(at(args, 1)));
    return parsed === null ? failure : { kind: "date", ...parsed };
  }),
  DATESTR: plain("text", 1, 1, (args) => withDate(args, 0, (date) => formatIsoDate(date.ms))),
  TIMESTR: plain("text", 1, 1, (args) => withDate(args, 0, (date) => formatMoment(date.ms, "HH:mm:ss"))),
  DAY: part((date) => date.getUTCDate()),
  MONTH: part((date) => date.getUTCMonth() + 1),
  YEAR: part((date) => date.getUTCFullYear()),
  HOUR: part((date) => date.getUTCHours()),
  MINUTE: part((date) => date.getUTCMinutes()),
  SECOND: part((date) => date.getUTCSeconds()),
  WEEKDAY: plain("number", 1, 2, (args) =>
    withDate(args, 0, (date) => (new Date(date.ms).getUTCDay() - firstWeekday(at(args, 1)) + 7) % 7),
  ),
  WEEKNUM: plain("number", 1, 2, (args) => withDate(args, 0, (date) => weekOfYear(date.ms, firstWeekday(at(args, 1))))),
  IS_AFTER: plain("number", 2, 2, (args) => withDates(args, (a, b) => Number(a.ms > b.ms))),
  IS_BEFORE: plain("number", 2, 2, (args) => withDates(args, (a, b) => Number(a.ms < b.ms))),
  IS_SAME: plain("number", 2, 3, (args) => {
    const unit = readUnit(args.length > 2 ? toText(at(args, 2)) : "milliseconds");
    if (unit === null) return failure;
    return withDates(args, (a, b) => Number(startOf(a.ms, unit) === startOf(b.ms, unit)));
  }),
  SET_TIMEZONE: plain("date", 2, 2, (args) => {
    const timeZone = toText(at(args, 1));
    return withDate(args, 0, (date) => (isTimeZone(timeZone) ? { ...date, timeZone } : failure));
  }),
  SET_LOCALE: plain("date", 2, 2, (args) => withDate(args, 0, (date) => ({ ...date, locale: toText(at(args, 1)) }))),
  FROMNOW: { ...plain("text", 1, 1, distanceToNow), volatile: true },
  TONOW: { ...plain("text", 1, 1, distanceToNow), volatile: true },
  WORKDAY: plain("date", 2, 3, (args) => {
    const count = toNumber(at(args, 1));
    return withDate(args, 0, (date) =>
      typeof count === "number" && Math.abs(count) < 100_000
        ? withinCalendar({ ...date, ms: moveWorkdays(date.ms, Math.trunc(count), holidays(at(args, 2))) })
        : failure,
    );
  }),
  WORKDAY_DIFF: plain("number", 2, 3, (args) => {
    const free = holidays(at(args, 2));
    return withDates(args, (from, to) => {
      if (Math.abs(to.ms - from.ms) > 1_000_000 * dayMs) return failure;
      return from.ms <= to.ms ? workdaysIn(from.ms, to.ms, free) : -workdaysIn(to.ms, from.ms, free);
    });
  }),
};

function withDate(
  args: readonly FormulaValue[],
  index: number,
  use: (date: FormulaDate) => FormulaValue,
): FormulaValue {
  const date = toDate(at(args, index));
  return isFailure(date) ? date : use(date);
}

function withDates(
  args: readonly FormulaValue[],
  use: (first: FormulaDate, second: FormulaDate) => FormulaValue,
): FormulaValue {
  return withDate(args, 0, (first) => withDate(args, 1, (second) => use(first, second)));
}

function part(read: (date: Date) => number): FormulaFunction {
  return plain("number", 1, 1, (args) => withDate(args, 0, (date) => read(new Date(date.ms))));
}

function withinCalendar(date: FormulaDate): FormulaDate | FormulaFailure {
  return Math.abs(date.ms) <= latest ? date : failure;
}

function firstWeekday(value: FormulaValue): number {
  return toText(value).toLowerCase() === "monday" ? 1 : 0;
}

function distanceToNow(args: readonly FormulaValue[], scope: { readonly now: number }): FormulaValue {
  return withDate(args, 0, (date) => humanDistance(Math.abs(date.ms - scope.now) / 1000));
}

/** moment.js's thresholds for speaking of a distance in time. */
function humanDistance(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const hours = Math.round(seconds / 3600);
  const days = Math.round(seconds / 86_400);
  const months = Math.round(days / 30.44);
  if (seconds < 45) return "a few seconds";
  if (minutes < 45) return minutes <= 1 ? "a minute" : `${minutes} minutes`;
  if (hours < 22) return hours <= 1 ? "an hour" : `${hours} hours`;
  if (days < 26) return days <= 1 ? "a day" : `${days} days`;
  if (months < 11) return months <= 1 ? "a month" : `${months} months`;
  const years = Math.round(days / 365.25);
  return years <= 1 ? "a year" : `${years} years`;
}

/** Holidays come as one text of comma-separated ISO dates. */
function holidays(value: FormulaValue): ReadonlySet<number> {
  const days = toText(value)
    .split(",")
    .map((text) => parseIsoDate(text, "utc") ?? parseFreeDate(text, "utc"));
  return new Set(days.flatMap((day) => (day === null ? [] : [startOf(day.ms, "day")])));
}

function isWorkday(ms: number, free: ReadonlySet<number>): boolean {
  const weekday = new Date(ms).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !free.has(startOf(ms, "day"));
}

function moveWorkdays(ms: number, count: number, free: ReadonlySet<number>): number {
  let day = ms;
  for (let left = Math.abs(count); left > 0; ) {
    day += count < 0 ? -dayMs : dayMs;
    if (isWorkday(day, free)) left -= 1;
  }
  return day;
}

function workdaysIn(from: number, to: number, free: ReadonlySet<number>): number {
  let count = 0;
  for (let day = startOf(from, "day"); day <= to; day += dayMs) if (isWorkday(day, free)) count += 1;
  return count;
}
