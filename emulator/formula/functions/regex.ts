import { RE2JS, RE2JSException } from "re2js";
import { toText } from "../coerce.ts";
import { type FormulaValue, failure } from "../value.ts";
import { at, type FunctionTable, plain } from "./formula-function.ts";

const patterns = new Map<string, RE2JS | null>();
const mostPatterns = 500;

/** The pattern in RE2's syntax, which matches in linear time; null when it is invalid. */
function patternOf(text: string): RE2JS | null {
  const known = patterns.get(text);
  if (known !== undefined) return known;
  if (patterns.size >= mostPatterns) patterns.clear();
  const made = compilePattern(text);
  patterns.set(text, made);
  return made;
}

function compilePattern(text: string): RE2JS | null {
  try {
    return RE2JS.compile(text);
  } catch (error) {
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}

function matching(args: readonly FormulaValue[], use: (text: string, pattern: RE2JS) => FormulaValue): FormulaValue {
  const pattern = patternOf(toText(at(args, 1)));
  return pattern === null ? failure : use(toText(at(args, 0)), pattern);
}

/** The first match: its first group where the pattern has one, as in RE2-based spreadsheets. */
function extract(text: string, pattern: RE2JS): FormulaValue {
  const matcher = pattern.matcher(text);
  if (!matcher.find()) return null;
  return matcher.groupCount() > 0 ? (matcher.group(1) ?? matcher.group()) : matcher.group();
}

/** Regular expression functions of reference 10.3. */
export const regexFunctions: FunctionTable = {
  REGEX_MATCH: plain("number", 2, 2, (args) => matching(args, (text, pattern) => Number(pattern.matcher(text).find()))),
  REGEX_EXTRACT: plain("text", 2, 2, (args) => matching(args, extract)),
  REGEX_REPLACE: plain("text", 3, 3, (args) =>
    matching(args, (text, pattern) => pattern.matcher(text).replaceAll(toText(at(args, 2)))),
  ),
};
