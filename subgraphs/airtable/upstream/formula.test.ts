import { describe, expect, it } from "@jest/globals";
import { assert, constantFrom, property, string } from "fast-check";
import { parseFormula } from "../../../emulator/formula/parse.ts";
import { recordId } from "../ids.ts";
import { hasRecordId, quote } from "./formula.ts";

describe("quote", () => {
  it("keeps every text one literal of the same value", () => {
    assert(
      property(string({ unit: "binary" }), (text) => {
        expect(parseFormula(quote(text))).toEqual({ kind: "string", value: text });
      }),
    );
  });

  it("lets no text made of the formula language's own characters out of its literal", () => {
    const hostile = string({
      unit: constantFrom("'", '"', "\\", "\n", "\r", "\t", "n", ")", "(", ",", "{", "}", "=", " "),
    });
    assert(
      property(hostile, (text) => {
        expect(parseFormula(`AND(RECORD_ID()=${quote(text)},1)`)).toMatchObject({ kind: "call", args: { length: 2 } });
        expect(parseFormula(quote(text))).toEqual({ kind: "string", value: text });
      }),
    );
  });

  it.each([
    ["' , TRUE()) & ('", "'\\' , TRUE()) & (\\''"],
    ["\\' , TRUE(), '", "'\\\\\\' , TRUE(), \\''"],
    ["two\nlines", "'two\\nlines'"],
  ])("writes %j as %j", (text, literal) => {
    expect(quote(text)).toBe(literal);
  });
});

describe("hasRecordId", () => {
  it("compares with each id, however many there are", () => {
    const ids = ["recAAAAAAAAAAAAAA", "recBBBBBBBBBBBBBB"].map((id) => recordId.parse(id));
    expect(hasRecordId(ids)).toBe("OR(RECORD_ID()='recAAAAAAAAAAAAAA',RECORD_ID()='recBBBBBBBBBBBBBB')");
  });
});
