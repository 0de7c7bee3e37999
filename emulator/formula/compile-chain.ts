import { unreachable } from "../unreachable.ts";
import type { Level, Operator } from "./ast.ts";
import { toNumber, toText } from "./coerce.ts";
import { compareValues } from "./compare.ts";
import type { Expression } from "./expression.ts";
import type { Evaluate } from "./functions/formula-function.ts";
import { joinTexts } from "./long-texts.ts";
import { type FormulaValue, isFailure, truth } from "./value.ts";

interface Step {
  readonly operator: Operator;
  readonly operand: Expression;
}

interface BoundStep {
  readonly operator: Operator;
  readonly operand: Evaluate;
  readonly constant: string | number | undefined;
}

/** Compiles operators of one level, left to right (reference 10.1). */
export function compileChain(level: Level, first: Expression, rest: readonly Step[]): Expression {
  const operands = [first, ...rest.map((step) => step.operand)];
  if (level === "concat") {
    const mayFail = operands.some(({ outcome }) => outcome === "fallible");
    // Cells and constants alone make no text that is too long.
    const join = mayFail ? joinTexts : (texts: readonly string[]) => texts.join("");
    return {
      bind: (scope) =>
        concatenate(
          operands.map(({ bind }) => bind(scope)),
          join,
        ),
      outcome: mayFail ? "fallible" : "safe",
    };
  }
  const works = level === "compare" ? notFallible : isNumeric;
  return {
    bind: (scope) =>
      fold(
        first.bind(scope),
        rest.map(({ operator, operand: { bind, constant } }) => ({ operator, operand: bind(scope), constant })),
      ),
    outcome: operands.every(works) ? "number" : "fallible",
  };
}

function notFallible({ outcome }: Expression): boolean {
  return outcome !== "fallible";
}

function isNumeric({ outcome }: Expression): boolean {
  return outcome === "number";
}

/** One join for the whole chain: pairwise joining would copy a long text once per term. */
function concatenate(operands: readonly Evaluate[], join: (texts: readonly string[]) => FormulaValue): Evaluate {
  return () => {
    const values = operands.map((operand) => operand());
    return values.find(isFailure) ?? join(values.map(toText));
  };
}

function fold(first: Evaluate, rest: readonly BoundStep[]): Evaluate {
  const [only, ...more] = rest;
  if (only !== undefined && more.length === 0) return pair(first, only);
  return () => {
    let value = first();
    for (const { operator, operand } of rest) value = combine(operator, value, operand());
    return value;
  };
}

/**
 * One operator. Two numbers, or two texts compared for equality, are what nearly every formula is about: they take no
 * further call, and a constant, which is most often on the right, takes none at all.
 */
function pair(left: Evaluate, { operator, operand: right, constant }: BoundStep): Evaluate {
  switch (operator) {
    case "+":
      return () => {
        const a = left();
        const b = constant ?? right();
        return typeof a === "number" && typeof b === "number" ? a + b : combine(operator, a, b);
      };
    case "-":
      return () => {
        const a = left();
        const b = constant ?? right();
        return typeof a === "number" && typeof b === "number" ? a - b : combine(operator, a, b);
      };
    case "*":
      return () => {
        const a = left();
        const b = constant ?? right();
        return typeof a === "number" && typeof b === "number" ? a * b : combine(operator, a, b);
      };
    case "/":
      return () => {
        const a = left();
        const b = constant ?? right();
        return typeof a === "number" && typeof b === "number" ? a / b : combine(operator, a, b);
      };
    case "=":
      return () => {
        const a = left();
        const b = constant ?? right();
        if (typeof a === "string" && typeof b === "string") return truth(a === b);
        return typeof a === "number" && typeof b === "number" ? truth(a === b) : combine(operator, a, b);
      };
    case "!=":
      return () => {
        const a = left();
        const b = constant ?? right();
        if (typeof a === "string" && typeof b === "string") return truth(a !== b);
        return typeof a === "number" && typeof b === "number" ? truth(a !== b) : combine(operator, a, b);
      };
    case "<":
      return () => {
        const a = left();
        const b = constant ?? right();
        return typeof a === "number" && typeof b === "number" ? truth(a < b) : combine(operator, a, b);
      };
    case "<=":
      return () => {
        const a = left();
        const b = constant ?? right();
        return typeof a === "number" && typeof b === "number" ? truth(a <= b) : combine(operator, a, b);
      };
    case ">":
      return () => {
        const a = left();
        const b = constant ?? right();
        return typeof a === "number" && typeof b === "number" ? truth(a > b) : combine(operator, a, b);
      };
    case ">=":
      return () => {
        const a = left();
        const b = constant ?? right();
        return typeof a === "number" && typeof b === "number" ? truth(a >= b) : combine(operator, a, b);
      };
    case "&":
      return () => combine(operator, left(), right());
  }
  return unreachable(operator);
}

/** An operator on two values, either of which may be a failure; the left one wins. */
function combine(operator: Operator, left: FormulaValue, right: FormulaValue): FormulaValue {
  if (isFailure(left)) return left;
  if (isFailure(right)) return right;
  switch (operator) {
    case "&":
      return toText(left) + toText(right);
    case "+":
    case "-":
    case "*":
    case "/": {
      const a = toNumber(left);
      const b = toNumber(right);
      if (typeof a !== "number") return a;
      return typeof b === "number" ? calculate(operator, a, b) : b;
    }
    case "=":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return truth(compareValues(operator, left, right));
  }
  return unreachable(operator);
}

function calculate(operator: "+" | "-" | "*" | "/", a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
  }
  return unreachable(operator);
}
