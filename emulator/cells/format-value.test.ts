import { describe, expect, it } from "@jest/globals";
import { type Display, formatValue, isTextFormat } from "./format-value.ts";

const american = { timeZone: "America/New_York", userLocale: "en-us" };
const british = { timeZone: "utc", userLocale: "en-gb" };
const german = { timeZone: "Europe/Berlin", userLocale: "de" };
const plain: Display = { kind: "plain" };
const evening = { kind: "date", ms: Date.UTC(2024, 4, 1, 22, 30), dateOnly: false } as const;
const day = { kind: "date", ms: Date.UTC(2024, 4, 1), dateOnly: true } as const;

describe("values as text (reference 9.4)", () => {
  it.each([
    ["an empty cell", null, plain, american, null],
    ["text", "a, b", plain, american, "a, b"],
    ["a number", 1234.5, { kind: "number", precision: 2 }, american, "1234.50"],
    ["a number in German", 1234.5, { kind: "number", precision: 2 }, german, "1234,50"],
    ["zero", 0, { kind: "number", precision: 0 }, american, "0"],
    ["no finite number", Number.NaN, { kind: "number", precision: 0 }, american, "NaN"],
    ["a percent", 0.125, { kind: "percent", precision: 1 }, american, "12.5%"],
    ["an amount", -1234.5, { kind: "currency", precision: 2, symbol: "$" }, american, "-$1,234.50"],
    ["a count", 12, plain, american, "12"],
    ["a ticked checkbox", 1, { kind: "checkbox" }, american, "checked"],
    ["an empty checkbox", 0, { kind: "checkbox" }, american, null],
    ["a duration", 5430, { kind: "duration", format: "h:mm" }, american, "1:31"],
    ["a duration to the second", 5430, { kind: "duration", format: "h:mm:ss" }, american, "1:30:30"],
    ["a duration that rounds up", 59.96, { kind: "duration", format: "h:mm:ss.S" }, american, "0:01:00.0"],
    ["a long duration", 360_000.125, { kind: "duration", format: "h:mm:ss.SSS" }, american, "100:00:00.125"],
    ["a negative duration", -90, { kind: "duration", format: "h:mm:ss" }, american, "-0:01:30"],
    ["a local date", day, { kind: "date", date: "local" }, american, "5/1/2024"],
    ["a local date in Britain", day, { kind: "date", date: "local" }, british, "01/05/2024"],
    ["a friendly date", day, { kind: "date", date: "friendly" }, american, "May 1, 2024"],
    ["a friendly date in German", day, { kind: "date", date: "friendly" }, german, "1. Mai 2024"],
    ["a US date", day, { kind: "date", date: "us" }, german, "5/1/2024"],
    ["a European date", day, { kind: "date", date: "european" }, american, "1/5/2024"],
    ["a time", evening, { kind: "dateTime", date: "iso", time: "24hour" }, british, "2024-05-01 22:30"],
    ["a time elsewhere", evening, { kind: "dateTime", date: "us", time: "12hour" }, american, "5/1/2024 6:30pm"],
    [
      "a time past midnight",
      evening,
      { kind: "dateTime", date: "friendly", time: "24hour" },
      german,
      "2. Mai 2024 00:30",
    ],
    ["a computed time", evening, plain, british, "2024-05-01 22:30"],
    ["a failure", { kind: "failure", message: "#ERROR!" }, plain, american, "#ERROR!"],
    ["a list", ["Ada", null, ["Bob"]], plain, american, "Ada, Bob"],
    ["a list with commas in it", ["C, C++", 'say "a, b"', "SQL"], plain, american, '"C, C++", "say ""a, b""", SQL'],
    ["a list of numbers", [1, 2.5], { kind: "number", precision: 1 }, american, "1.0, 2.5"],
    ["an empty list", [], plain, american, null],
  ] as const)("%s", (_, value, display, format, text) => {
    expect(formatValue(value, display, format)).toBe(text);
  });

  it("are for a time zone and a locale that exist", () => {
    const known = (timeZone: string, userLocale: string) => isTextFormat({ timeZone, userLocale });
    expect([known("client", "en-gb"), known("Nowhere", "en"), known("utc", ""), known("utc", "no such")]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
