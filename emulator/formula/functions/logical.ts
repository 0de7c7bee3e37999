import { toText } from "../coerce.ts";
import { compareValues } from "../compare.ts";
import { type FormulaValue, isFailure, isList, isTruthy } from "../value.ts";
import { at, type Evaluate, type FormulaFunction, type FunctionTable, plain, steady } from "./formula-function.ts";

const many = Number.POSITIVE_INFINITY;
const truth = (value: boolean): number => (value ? 1 : 0);

/** How many members are true. Lists count member by member (`AND(values)`); an empty list counts as one blank. */
function countTrue(value: FormulaValue): { readonly yes: number; readonly no: number } {
  if (!isList(value)) return isTruthy(value) ? { yes: 1, no: 0 } : { yes: 0, no: 1 };
  if (value.length === 0) return { yes: 0, no: 1 };
  return value.map(countTrue).reduce((a, b) => ({ yes: a.yes + b.yes, no: a.no + b.no }));
}

/** Whether the value alone decides AND (for `decisive` false) or OR (true). */
function decides(value: FormulaValue, decisive: boolean): boolean {
  if (typeof value === "number" || !isList(value)) return isTruthy(value) === decisive;
  const { yes, no } = countTrue(value);
  return (decisive ? yes : no) > 0;
}

/** AND is decided by the first false argument, OR by the first true one. */
function until(decisive: boolean): FormulaFunction {
  const [decided, undecided] = [truth(decisive), truth(!decisive)];
  const short =
    (args: readonly Evaluate[]): Evaluate =>
    (scope) => {
      for (const arg of args) {
        const value = arg(scope);
        // A comparison, which is what most arguments are, yields 1 or 0.
        if (value === decided) return decided;
        if (value !== undecided && decides(value, decisive)) return decided;
      }
      return undecided;
    };
  // Every argument is evaluated, because any may fail (reference 10.2, "errors").
  const thorough =
    (args: readonly Evaluate[]): Evaluate =>
    (scope) => {
      let result: FormulaValue = undecided;
      for (const arg of args) {
        const value = arg(scope);
        if (isFailure(result)) continue;
        if (isFailure(value)) result = value;
        else if (decides(value, decisive)) result = decided;
      }
      return result;
    };
  return {
    kind: "logical",
    yields: "number",
    fewest: 1,
    most: many,
    call: (args, mayFail) => (mayFail ? thorough(args) : short(args)),
  };
}

/** Logical functions of reference 10.3. */
export const logicalFunctions: FunctionTable = {
  AND: until(false),
  OR: until(true),
  XOR: plain("number", 1, many, (args) => truth(countTrue(args).yes % 2 === 1)),
  NOT: {
    kind: "logical",
    yields: "number",
    fewest: 1,
    most: 1,
    call:
      ([argument]) =>
      (scope) => {
        const value = argument?.(scope) ?? null;
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
    call: ([argument], scope) => {
      const value = argument === undefined ? null : argument(scope);
      return truth(isFailure(value) || (typeof value === "number" && !Number.isFinite(value)));
    },
  },
  IF: {
    kind: "lazy",
    yields: "any",
    fewest: 2,
    most: 3,
    call: ([condition, then, otherwise], scope) => {
      const value = condition?.(scope) ?? null;
      if (isFailure(value)) return value;
      return (isTruthy(value) ? then : otherwise)?.(scope) ?? null;
    },
  },
  SWITCH: {
    kind: "lazy",
    yields: "any",
    fewest: 3,
    most: many,
    call: ([subject, ...cases], scope) => {
      const value = subject?.(scope) ?? null;
      if (isFailure(value)) return value;
      for (let index = 0; index + 1 < cases.length; index += 2) {
        const pattern = cases[index]?.(scope) ?? null;
        if (isFailure(pattern)) return pattern;
        if (compareValues("=", value, pattern)) return cases[index + 1]?.(scope) ?? null;
      }
      return cases.length % 2 === 1 ? (cases.at(-1)?.(scope) ?? null) : null;
    },
  },
};
