import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { type Ast, type Level, type Operator, operatorLevels } from "./ast.ts";
import { parseFormula } from "./parse.ts";
import { printFormula } from "./print.ts";

const levels: readonly Level[] = ["compare", "concat", "sum", "product"];

const leaf: fc.Arbitrary<Ast> = fc.oneof(
  fc.nat().map((value): Ast => ({ kind: "number", text: String(value) })),
  fc.string({ unit: "binary" }).map((value): Ast => ({ kind: "string", value })),
  fc
    .string({ minLength: 1 })
    .filter((name) => !name.endsWith("\\"))
    .map((name): Ast => ({ kind: "field", name })),
);

const { ast } = fc.letrec<{ ast: Ast }>((tie) => ({
  ast: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc
      .record({ name: fc.constantFrom("AND", "IF", "RECORD_ID", "X1"), args: fc.array(tie("ast"), { maxLength: 4 }) })
      .map((call): Ast => ({ kind: "call", ...call })),
    tie("ast").map((operand): Ast => ({ kind: "negate", operand })),
    fc.constantFrom(...levels).chain((level) =>
      fc
        .record({
          first: tie("ast"),
          rest: fc.array(
            fc.record({ operator: fc.constantFrom<Operator>(...operatorLevels[level]), operand: tie("ast") }),
            { minLength: 1, maxLength: 4 },
          ),
        })
        .map((chain): Ast => ({ kind: "chain", level, ...chain })),
    ),
  ),
}));

describe("printing formulas", () => {
  it("gives text that parses back to the same tree", () => {
    fc.assert(
      fc.property(ast, (tree) => {
        expect(parseFormula(printFormula(tree))).toEqual(tree);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps what precedence says", () => {
    expect(printFormula(parseFormula("((1+2))*3-(4-5)&{a}"))).toBe("(1+2)*3-(4-5)&{a}");
  });
});
