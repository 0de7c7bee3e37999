import { toNumber, toText } from "../coerce.ts";
import { joinTexts } from "../long-texts.ts";
import { type FormulaValue, failure, flatten, isBlank, isFailure, isList } from "../value.ts";
import { at, type FunctionTable, plain, steady } from "./formula-function.ts";

function listOf(value: FormulaValue): readonly FormulaValue[] {
  if (isList(value)) return value;
  return isBlank(value) ? [] : [value];
}

function unique(values: readonly FormulaValue[]): FormulaValue[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = `${typeof value}:${toText(value)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Array and record functions of reference 10.3. */
export const arrayFunctions: FunctionTable = {
  ARRAYJOIN: plain("text", 1, 2, (args) => {
    const members = flatten([at(args, 0)]);
    const separator = args.length > 1 ? toText(at(args, 1)) : ", ";
    return members.find(isFailure) ?? joinTexts(members.map(toText), separator);
  }),
  ARRAYCOMPACT: plain("list", 1, 1, (args) => listOf(at(args, 0)).filter((value) => !isBlank(value))),
  ARRAYFLATTEN: plain("list", 1, 1, (args) => flatten(listOf(at(args, 0)))),
  ARRAYUNIQUE: plain("list", 1, 1, (args) => unique(listOf(at(args, 0)))),
  ARRAYSLICE: plain("list", 2, 3, (args) => {
    const start = toNumber(at(args, 1));
    const end = args.length > 2 ? toNumber(at(args, 2)) : Number.POSITIVE_INFINITY;
    if (typeof start !== "number" || typeof end !== "number") return failure;
    const list = listOf(at(args, 0));
    // 1-based; a negative start counts from the end.
    return list.slice(start < 0 ? start : Math.max(start - 1, 0), end === Number.POSITIVE_INFINITY ? undefined : end);
  }),
  RECORD_ID: steady("text", (scope) => scope.recordId()),
};
