import { describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { parseInput } from "./parse-input.ts";

const input = z.object({
  name: z.string().trim().min(1, "must not be empty"),
  tags: z.array(z.object({ text: z.string().max(3, "must have at most 3 characters") })).default([]),
});

describe("parseInput", () => {
  it("answers with what the schema made of the input", () => {
    expect(parseInput(input, { name: " a " })).toEqual({ name: "a", tags: [] });
  });

  it.each([
    ["a field", { name: "" }, "name must not be empty.", "name"],
    [
      "a field of a list's item",
      { name: "a", tags: [{ text: "a" }, { text: "hunter2" }] },
      "tags.1.text must have at most 3 characters.",
      "tags.1.text",
    ],
    ["the first of several fields", { name: " ", tags: [{ text: "hunter2" }] }, "name must not be empty.", "name"],
  ])("names %s and never its value", (_what, given, message, field) => {
    expect(() => parseInput(input, given)).toThrow(
      expect.objectContaining({ message, extensions: { code: "BAD_USER_INPUT", field } }),
    );
  });

  it("names the input itself when that is what is wrong", () => {
    expect(() => parseInput(z.string("must be text"), 1)).toThrow(
      expect.objectContaining({
        message: "The input must be text.",
        extensions: { code: "BAD_USER_INPUT", field: "" },
      }),
    );
  });
});
