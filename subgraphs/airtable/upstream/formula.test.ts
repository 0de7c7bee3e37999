import { describe, expect, it } from "@jest/globals";
import { assert, constantFrom, double, property, string } from "fast-check";
import { parseFormula } from "../../../emulator/formula/parse.ts";
import { recordId } from "../ids.ts";
import { hasRecordId, numberLiteral, quote } from "./formula.ts";

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

describe("numberLiteral", () => {
  it("is read as the same number, whatever its size", () => {
    assert(
      property(double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = numberLiteral(value).replaceAll(/[()]/g, "");
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text)).toBe(value === 0 ? 0 : value);
        expect(() => parseFormula(`1=${numberLiteral(value)}`)).not.toThrow();
      }),
    );
  });

  it.each([
    [1e21, "1000000000000000000000"],
    [1.5e21, "1500000000000000000000"],
    [-2.5e-7, "(-0.00000025)"],
    [0.1, "0.1"],
  ])("writes %d as %s", (value, literal) => {
    expect(numberLiteral(value)).toBe(literal);
  });
});

describe("hasRecordId", () => {
  it("compares with each id, however many there are", () => {
    const ids = ["recAAAAAAAAAAAAAA", "recBBBBBBBBBBBBBB"].map((id) => recordId.parse(id));
    expect(hasRecordId(ids)).toBe("OR(RECORD_ID()='recAAAAAAAAAAAAAA',RECORD_ID()='recBBBBBBBBBBBBBB')");
  });
});
