import { unreachable } from "../unreachable.ts";
import type { Level, Operator } from "./ast.ts";
import { toNumber, toText } from "./coerce.ts";
import { type Comparison, compareValues } from "./compare.ts";
import type { Expression } from "./expression.ts";
import type { Evaluate } from "./functions/formula-function.ts";
import { type FormulaValue, isFailure } from "./value.ts";

interface Step {
  readonly operator: Operator;
  readonly operand: Expression;
}

type Combine = (left: FormulaValue, right: FormulaValue) => FormulaValue;

/** Compiles operators of one level, left to right (reference 10.1). */
export function compileChain(level: Level, first: Expression, rest: readonly Step[]): Expression {
  const operands = [first, ...rest.map((step) => step.operand)];
  if (level === "concat") {
    const mayFail = operands.some(({ outcome }) => outcome === "fallible");
    return { evaluate: concatenate(operands.map(({ evaluate }) => evaluate)), outcome: mayFail ? "fallible" : "safe" };
  }
  const works = level === "compare" ? notFallible : isNumeric;
  return { evaluate: fold(first.evaluate, rest), outcome: operands.every(works) ? "number" : "fallible" };
}

function notFallible({ outcome }: Expression): boolean {
  return outcome !== "fallible";
}

function isNumeric({ outcome }: Expression): boolean {
  return outcome === "number";
}

/**
 * The comparison of a value with what the text says, the most frequent condition of all, without a call for either the
 * constant or the operator.
 */
function compareWithConstant(operator: Operator, left: Evaluate, right: string | number): Evaluate | null {
  if (typeof right === "string") return compareWithText(operator, left, right);
  const otherwise = combinerOf(operator);
  switch (operator) {
    case "=":
      return (scope) => {
        const value = left(scope);
        return typeof value === "number" ? truth(value === right) : otherwise(value, right);
      };
    case "<":
      return (scope) => {
        const value = left(scope);
        return typeof value === "number" ? truth(value < right) : otherwise(value, right);
      };
    case "<=":
      return (scope) => {
        const value = left(scope);
        return typeof value === "number" ? truth(value <= right) : otherwise(value, right);
      };
    case ">":
      return (scope) => {
        const value = left(scope);
        return typeof value === "number" ? truth(value > right) : otherwise(value, right);
      };
    case ">=":
      return (scope) => {
        const value = left(scope);
        return typeof value === "number" ? truth(value >= right) : otherwise(value, right);
      };
    default:
      return null;
  }
}

function compareWithText(operator: Operator, left: Evaluate, right: string): Evaluate | null {
  if (operator !== "=") return null;
  const otherwise = combinerOf(operator);
  return (scope) => {
    const value = left(scope);
    return typeof value === "string" ? truth(value === right) : otherwise(value, right);
  };
}

function fold(start: Evaluate, rest: readonly Step[]): Evaluate {
  const steps = rest.map((step) => ({ combine: combinerOf(step.operator), operand: step.operand.evaluate }));
  const [only, ...more] = steps;
  if (only !== undefined && more.length === 0) {
    const { combine, operand } = only;
    const constant = rest[0]?.operand.constant;
    const short = constant === undefined ? null : compareWithConstant(rest[0]?.operator ?? "&", start, constant);
    if (short !== null) return short;
    if (constant !== undefined) return (scope) => combine(start(scope), constant);
    return (scope) => combine(start(scope), operand(scope));
  }
  return (scope) => {
    let value = start(scope);
    for (const { combine, operand } of steps) value = combine(value, operand(scope));
    return value;
  };
}

/** One join for the whole chain: pairwise joining would copy a long text once per term. */
function concatenate(operands: readonly Evaluate[]): Evaluate {
  return (scope) => {
    const values = operands.map((operand) => operand(scope));
    return values.find(isFailure) ?? values.map(toText).join("");
  };
}

/**
 * An operator on two values, either of which may be a failure; the left one wins. Two numbers, or two texts compared
 * for equality, are what nearly every formula is about: they take the short way.
 */
function combinerOf(operator: Operator): Combine {
  switch (operator) {
    case "+":
      return (left, right) =>
        typeof left === "number" && typeof right === "number" ? left + right : arithmetic(left, right, (a, b) => a + b);
    case "-":
      return (left, right) =>
        typeof left === "number" && typeof right === "number" ? left - right : arithmetic(left, right, (a, b) => a - b);
    case "*":
      return (left, right) =>
        typeof left === "number" && typeof right === "number" ? left * right : arithmetic(left, right, (a, b) => a * b);
    case "/":
      return (left, right) =>
        typeof left === "number" && typeof right === "number" ? left / right : arithmetic(left, right, (a, b) => a / b);
    case "&":
      return (left, right) => unlessFailed(left, right, () => toText(left) + toText(right));
    case "=":
      return (left, right) => (areAlike(left, right) ? truth(left === right) : compared("=", left, right));
    case "!=":
      return (left, right) => (areAlike(left, right) ? truth(left !== right) : compared("!=", left, right));
    case "<":
    case "<=":
    case ">":
    case ">=":
      return ordering(operator);
  }
  return unreachable(operator);
}

function areAlike(left: FormulaValue, right: FormulaValue): boolean {
  return typeof left === "string" ? typeof right === "string" : typeof left === "number" && typeof right === "number";
}

function ordering(operator: "<" | "<=" | ">" | ">="): Combine {
  const orEqual = operator === "<=" || operator === ">=";
  const isLess = operator === "<" || operator === "<=";
  return (left, right) => {
    if (typeof left !== "number" || typeof right !== "number") return compared(operator, left, right);
    return truth((isLess ? left < right : left > right) || (orEqual && left === right));
  };
}

function compared(operator: Comparison, left: FormulaValue, right: FormulaValue): FormulaValue {
  return unlessFailed(left, right, () => truth(compareValues(operator, left, right)));
}

function arithmetic(left: FormulaValue, right: FormulaValue, compute: (a: number, b: number) => number): FormulaValue {
  return unlessFailed(left, right, () => {
    const a = toNumber(left);
    if (typeof a !== "number") return a;
    const b = toNumber(right);
    return typeof b === "number" ? compute(a, b) : b;
  });
}

function unlessFailed(left: FormulaValue, right: FormulaValue, combine: () => FormulaValue): FormulaValue {
  return isFailure(left) ? left : isFailure(right) ? right : combine();
}

function truth(value: boolean): number {
  return value ? 1 : 0;
}
