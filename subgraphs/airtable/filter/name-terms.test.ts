import { describe, expect, it } from "@jest/globals";
import { separatedTexts } from "./name-terms.ts";

describe("names that are joined by a comma", () => {
  const { canTell } = separatedTexts("{fldTags}", ", ");

  it.each([
    ["A", ["A", "AB", "B"], true],
    ["A, B", ["A, B", "C"], true],
    ["A, B", ["A, B", "A"], true],
    ["A", ["A, B", "A"], false],
    ["A, B", ["A, B", "A", "B"], false],
    ["A, B", undefined, false],
    ["A", undefined, true],
  ])("tell %j among %j: %j", (name, known, told) => {
    expect(canTell(name, known)).toBe(told);
  });
});
