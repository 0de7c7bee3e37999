import { toText } from "../coerce.ts";
import { compareValues } from "../compare.ts";
import { type FormulaValue, isFailure, isList, isTruthy, truth } from "../value.ts";
import { at, type Evaluate, type FormulaFunction, type FunctionTable, plain, steady } from "./formula-function.ts";

const many = Number.POSITIVE_INFINITY;

/** How many members are true. Lists count member by member (`AND(values)`); an empty list counts as one blank. */
function countTrue(value: FormulaValue): { readonly yes: number; readonly no: number } {
  if (!isList(value)) return isTruthy(value) ? { yes: 1, no: 0 } : { yes: 0, no: 1 };
  if (value.length === 0) return { yes: 0, no: 1 };
  return value.map(countTrue).reduce((a, b) => ({ yes: a.yes + b.yes, no: a.no + b.no }));
}

/** Whether the value alone decides AND (for `decisive` false) or OR (true). */
function decides(value: FormulaValue, decisive: boolean): boolean {
  // Comparisons, which are what most arguments are, yield numbers.
  if (typeof value === "number" || !isList(value)) return isTruthy(value) === decisive;
  const { yes, no } = countTrue(value);
  return (decisive ? yes : no) > 0;
}

/** AND is decided by the first false argument, OR by the first true one. */
function until(decisive: boolean): FormulaFunction {
  const [decided, undecided] = [truth(decisive), truth(!decisive)];
  const short =
    (args: readonly Evaluate[]): Evaluate =>
    () => {
      for (const arg of args) {
        if (decides(arg(), decisive)) return decided;
      }
      return undecided;
    };
  // Every argument is evaluated, because any may fail (reference 10.2, "errors").
  const thorough =
    (args: readonly Evaluate[]): Evaluate =>
    () => {
      let result: FormulaValue = undecided;
      for (const arg of args) {
        const value = arg();
        if (isFailure(result)) continue;
        if (isFailure(value)) result = value;
        else if (decides(value, decisive)) result = decided;
      }
      return result;
    };
  return {
    kind: "lazy",
    yields: "number",
    fewest: 1,
    most: many,
    bind: (args, mayFail) => (mayFail ? thorough(args) : short(args)),
  };
}

/** Logical functions of reference 10.3. */
export const logicalFunctions: FunctionTable = {
  AND: until(false),
  OR: until(true),
  XOR: plain("number", 1, many, (args) => truth(countTrue(args).yes % 2 === 1)),
  NOT: {
    kind: "lazy",
    yields: "number",
    fewest: 1,
    most: 1,
    bind:
      ([argument]) =>
      () => {
        const value = argument?.() ?? null;
        return isFailure(value) ? value : truth(!isTruthy(value));
      },
  },
  TRUE: steady("number", () => 1),
  FALSE: steady("number", () => 0),
  BLANK: steady("any", () => null),
  ERROR: plain("any", 0, 1, (args) => ({
    kind: "failure",
    message: args.length === 0 ? "#ERROR!" : `#ERROR: ${toText(at(args, 0))}`,
  })),
  ISERROR: {
    kind: "lazy",
    yields: "number",
    fewest: 1,
    most: 1,
    bind:
      ([argument]) =>
      () => {
        const value = argument?.() ?? null;
        return truth(isFailure(value) || (typeof value === "number" && !Number.isFinite(value)));
      },
  },
  IF: {
    kind: "lazy",
    yields: "any",
    fewest: 2,
    most: 3,
    bind:
      ([condition, then, otherwise]) =>
      () => {
        const value = condition?.() ?? null;
        if (isFailure(value)) return value;
        return (isTruthy(value) ? then : otherwise)?.() ?? null;
      },
  },
  SWITCH: {
    kind: "lazy",
    yields: "any",
    fewest: 3,
    most: many,
    bind:
      ([subject, ...cases]) =>
      () => {
        const value = subject?.() ?? null;
        if (isFailure(value)) return value;
        for (let index = 0; index + 1 < cases.length; index += 2) {
          const pattern = cases[index]?.() ?? null;
          if (isFailure(pattern)) return pattern;
          if (compareValues("=", value, pattern)) return cases[index + 1]?.() ?? null;
        }
        return cases.length % 2 === 1 ? (cases.at(-1)?.() ?? null) : null;
      },
  },
};
