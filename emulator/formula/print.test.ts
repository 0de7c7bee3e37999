import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { type Ast, type Level, type Operator, operatorLevels } from "./ast.ts";
import { parseFormula } from "./parse.ts";
import { printFormula } from "./print.ts";

const levels: readonly Level[] = ["compare", "concat", "sum", "product"];

/** Any text, with more than its share of what the language uses itself. */
const oddText = fc
  .array(
    fc.oneof(
      fc.constantFrom("\\", "'", '"', "{", "}", "\n", "\t", "\r", "\\}", "n", "(", ","),
      fc.string({ unit: "binary" }),
    ),
    {
      maxLength: 6,
    },
  )
  .map((pieces) => pieces.join(""));

const leaf: fc.Arbitrary<Ast> = fc.oneof(
  fc.stringMatching(/^(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})$/).map((text): Ast => ({ kind: "number", text })),
  oddText.map((value): Ast => ({ kind: "string", value })),
  // A name that ends in a backslash cannot be written in the language.
  oddText.filter((name) => name !== "" && !name.endsWith("\\")).map((name): Ast => ({ kind: "field", name })),
);

const functionName = fc.oneof(
  fc.constantFrom("AND", "IF", "RECORD_ID", "REGEX_MATCH"),
  fc.stringMatching(/^[A-ZÄÉ_][A-ZÄÉ0-9_]{0,8}$/),
);

const { ast } = fc.letrec<{ ast: Ast }>((tie) => ({
  ast: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc
      .record({ name: functionName, args: fc.array(tie("ast"), { maxLength: 4 }) })
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
      { numRuns: 1000 },
    );
  });

  it("keeps what precedence says", () => {
    expect(printFormula(parseFormula("((1+2))*3-(4-5)&{a}"))).toBe("(1+2)*3-(4-5)&{a}");
  });
});
