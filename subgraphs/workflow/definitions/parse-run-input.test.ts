import { describe, expect, it } from "@jest/globals";
import { definition } from "./definition.ts";
import { parseRunInput } from "./parse-run-input.ts";

const { input } = definition.parse({
  input: {
    record: { type: "record" },
    count: { type: "number", default: 3 },
    note: { type: "string", required: false },
    tags: { type: "string", list: true, required: false },
    at: { type: "dateTime", required: false },
    any: { type: "json" },
  },
  steps: [{ id: "a", kind: "transform", with: { value: 1 } }],
});
const record = `app${"a".repeat(14)}/tbl${"b".repeat(14)}/rec${"c".repeat(14)}`;

describe("the input of a run", () => {
  it("has defaults for what is not given, and null for what need not be", () => {
    expect(parseRunInput({ input }, { record, any: { deep: [1] }, note: null })).toEqual({
      record,
      count: 3,
      note: null,
      tags: null,
      at: null,
      any: { deep: [1] },
    });
  });

  it.each([
    [
      { record, any: 1, count: 0, tags: [], at: "2026-03-01T10:00:00+01:00" },
      { count: 0, tags: [] },
    ],
    [{ record, any: null }, { any: null }],
  ])("takes %j", (given, values) => {
    expect(parseRunInput({ input }, given)).toMatchObject(values);
  });

  it.each([
    [{ any: 1 }, "The input `record` is missing.", "input.record"],
    [{ record }, "The input `any` is missing.", "input.any"],
    [{ record: "rec1", any: 1 }, "The input `record` must be a record's id, app…/tbl…/rec….", "input.record"],
    [{ record, any: 1, count: "3" }, "The input `count` must be a number.", "input.count"],
    [{ record, any: 1, tags: "a" }, "The input `tags` must be a list.", "input.tags"],
    [{ record, any: 1, tags: ["a", 1] }, "The input `tags` must be a text, at item 1.", "input.tags"],
    [{ record, any: 1, at: "tomorrow" }, "The input `at` must be an instant such as 2026-03-01T10:00:00Z.", "input.at"],
    [
      { record, any: 1, cout: 2 },
      "There is no input `cout`; there are: record, count, note, tags, at, any.",
      "input.cout",
    ],
    [[1], "The input must be an object of inputs by name.", "input"],
    ["x", "The input must be an object of inputs by name.", "input"],
    [{ record, any: "x".repeat(1_000_001) }, "The input is longer than 1000000 characters of JSON.", "input"],
  ])("that does not fit is told: %#", (given, message, field) => {
    expect(() => parseRunInput({ input }, given)).toThrow(
      expect.objectContaining({ message, extensions: { code: "BAD_USER_INPUT", field } }),
    );
  });
});
