import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { addUnits, diffUnits, isoWeek, readUnit, startOf, type Unit } from "./calendar-units.ts";
import { formatMoment } from "./format-moment.ts";
import { formatIsoInstant, parseFreeDate, parseIsoDate } from "./iso-date.ts";
import { parseMoment } from "./parse-moment.ts";
import { instantOfWallTime, isTimeZone } from "./time-zone.ts";

const ms = Date.UTC(2024, 0, 5, 15, 4, 9, 78);

describe("dates", () => {
  it.each([
    ["YYYY-MM-DD HH:mm:ss.SSS", "2024-01-05 15:04:09.078"],
    ["dddd, MMMM Do YYYY", "Friday, January 5th 2024"],
    ["ddd MMM D YY h:m:s A", "Fri Jan 5 24 3:4:9 PM"],
    ["[Q]Q [w]W DDD d E", "Q1 w1 5 5 5"],
    ["L LT | LL | l", "01/05/2024 3:04 PM | January 5, 2024 | 1/5/2024"],
    ["X x Z ZZ", `1704467049 ${ms} +00:00 +0000`],
  ])("formats %s like moment.js", (pattern, text) => {
    expect(formatMoment(ms, pattern)).toBe(text);
  });

  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1970-01-01"), max: new Date("2060-01-01"), noInvalidDate: true }),
        (date) => {
          const pattern = "DD MMMM YYYY HH:mm:ss.SSS";
          expect(parseMoment(formatMoment(date.getTime(), pattern), pattern)?.ms).toBe(date.getTime());
          expect(parseIsoDate(date.toISOString(), "utc")?.ms).toBe(date.getTime());
        },
      ),
    );
  });

  it("adds and subtracts units that agree with each other", () => {
    const unit = fc.constantFrom<Unit>("second", "hour", "day", "week");
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), unit, (count, each) => {
        expect(diffUnits(addUnits(ms, count, each), ms, each)).toBe(count);
      }),
    );
  });

  it("tells months from minutes by case", () => {
    expect([readUnit("M"), readUnit("m"), readUnit("Days"), readUnit("fortnight")]).toEqual([
      "month",
      "minute",
      "day",
      null,
    ]);
  });

  it("knows ISO weeks at the turn of the year", () => {
    expect([isoWeek(Date.UTC(2021, 0, 3)), isoWeek(Date.UTC(2020, 11, 31))]).toEqual([
      { year: 2020, week: 53 },
      { year: 2020, week: 53 },
    ]);
    expect(formatIsoInstant(startOf(ms, "quarter"))).toBe("2024-01-01T00:00:00.000Z");
  });

  it("reads a time without an offset in its zone, across daylight saving", () => {
    expect(parseIsoDate("2024-07-01T10:00", "Europe/Berlin")?.ms).toBe(Date.UTC(2024, 6, 1, 8));
    expect(instantOfWallTime(Date.UTC(2024, 0, 1, 10), "Europe/Berlin")).toBe(Date.UTC(2024, 0, 1, 9));
    expect([isTimeZone("utc"), isTimeZone("Mars/Olympus")]).toEqual([true, false]);
  });

  it("takes no word with a number for a date", () => {
    expect([parseFreeDate("Lead 5", "utc"), parseFreeDate("12", "utc"), parseFreeDate("2024-13-01", "utc")]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
