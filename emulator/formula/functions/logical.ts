import { toText } from "../coerce.ts";
import { compareValues } from "../compare.ts";
import { type FormulaValue, isFailure, isList, isTruthy } from "../value.ts";
import { at, type FunctionTable, plain } from "./formula-function.ts";

/** Lists count member by member (`AND(values)`); an empty list counts as one blank. */
function members(args: readonly FormulaValue[]): readonly FormulaValue[] {
  return args.some(isList)
    ? args.flatMap((arg) => (isList(arg) ? (arg.length === 0 ? [null] : members(arg)) : [arg]))
    : args;
}

const truth = (value: boolean): number => (value ? 1 : 0);

/** Logical functions of reference 10.3. */
export const logicalFunctions: FunctionTable = {
  AND: plain("number", 1, Number.POSITIVE_INFINITY, (args) => truth(members(args).every(isTruthy))),
  OR: plain("number", 1, Number.POSITIVE_INFINITY, (args) => truth(members(args).some(isTruthy))),
  XOR: plain("number", 1, Number.POSITIVE_INFINITY, (args) => truth(members(args).filter(isTruthy).length % 2 === 1)),
  NOT: plain("number", 1, 1, (args) => truth(!isTruthy(at(args, 0)))),
  TRUE: plain("number", 0, 0, () => 1),
  FALSE: plain("number", 0, 0, () => 0),
  BLANK: plain("any", 0, 0, () => null),
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
    most: Number.POSITIVE_INFINITY,
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
