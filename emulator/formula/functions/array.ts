import { toNumber, toText } from "../coerce.ts";
import { type FormulaValue, failure, flatten, isBlank, isFailure, isList } from "../value.ts";
import { at, type FormulaScope, type FunctionTable, plain } from "./formula-function.ts";

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

const regexes = new Map<string, RegExp | null>();
const mostRegexes = 500;

/** RE2 has no look-around and no back references; neither has the emulator. Null for a pattern that is invalid. */
function regexOf(pattern: string): RegExp | null {
  const known = regexes.get(pattern);
  if (known !== undefined) return known;
  if (regexes.size >= mostRegexes) regexes.clear();
  const made = makeRegex(pattern);
  regexes.set(pattern, made);
  return made;
}

function makeRegex(pattern: string): RegExp | null {
  if (/\(\?<?[=!]|\\[1-9]|\\k</.test(pattern)) return null;
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  try {
    return new RegExp(pattern.slice(flags?.[0].length ?? 0).replaceAll("(?P<", "(?<"), `gu${flags?.[1] ?? ""}`);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function firstMatch(args: readonly FormulaValue[]): RegExpMatchArray | null | undefined {
  const regex = regexOf(toText(at(args, 1)));
  if (regex === null) return undefined;
  const [found] = toText(at(args, 0)).matchAll(regex);
  return found ?? null;
}

/** Array, regular expression and record functions of reference 10.3. */
export const arrayFunctions: FunctionTable = {
  ARRAYJOIN: plain("text", 1, 2, (args) => {
    const members = flatten([at(args, 0)]);
    const separator = args.length > 1 ? toText(at(args, 1)) : ", ";
    return members.find(isFailure) ?? members.map(toText).join(separator);
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
  REGEX_MATCH: plain("number", 2, 2, (args) => {
    const found = firstMatch(args);
    return found === undefined ? failure : Number(found !== null);
  }),
  REGEX_EXTRACT: plain("text", 2, 2, (args) => {
    const found = firstMatch(args);
    // A capturing group narrows the answer to the group, as in RE2-based spreadsheets.
    return found === undefined ? failure : (found?.[1] ?? found?.[0] ?? null);
  }),
  REGEX_REPLACE: plain("text", 3, 3, (args) => {
    const regex = regexOf(toText(at(args, 1)));
    return regex === null ? failure : toText(at(args, 0)).replace(regex, toText(at(args, 2)));
  }),
  RECORD_ID: plain("text", 0, 0, (_args, scope: FormulaScope) => scope.recordId()),
};
