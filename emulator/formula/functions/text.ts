import { toNumber, toText } from "../coerce.ts";
import { joinTexts, repeatText } from "../long-texts.ts";
import { type FormulaFailure, type FormulaValue, failure, isList } from "../value.ts";
import { at, type FormulaFunction, type FunctionTable, plain } from "./formula-function.ts";

const many = Number.POSITIVE_INFINITY;

/** Text functions of reference 10.3. */
export const textFunctions: FunctionTable = {
  CONCATENATE: plain("text", 1, many, (args) => joinTexts(args.map(toText))),
  FIND: plain("number", 2, 3, (args) => find(args, (text) => text)),
  SEARCH: plain("number", 2, 3, (args) => {
    const found = find(args, (text) => text.toLowerCase());
    return found === 0 ? null : found;
  }),
  LEFT: counted((text, count) => text.slice(0, count)),
  RIGHT: counted((text, count) => (count === 0 ? "" : text.slice(-count))),
  MID: plain("text", 3, 3, (args) =>
    numbers(args, [1, 2], ([start = 1, count = 0]) => {
      const from = Math.max(Math.floor(start), 1) - 1;
      return toText(at(args, 0)).slice(from, from + Math.max(Math.floor(count), 0));
    }),
  ),
  LEN: plain("number", 1, 1, (args) => toText(at(args, 0)).length),
  LOWER: plain("text", 1, 1, (args) => toText(at(args, 0)).toLowerCase()),
  UPPER: plain("text", 1, 1, (args) => toText(at(args, 0)).toUpperCase()),
  TRIM: plain("text", 1, 1, (args) => toText(at(args, 0)).trim()),
  REPLACE: plain("text", 4, 4, (args) =>
    numbers(args, [1, 2], ([start = 1, count = 0]) => {
      const text = toText(at(args, 0));
      const from = Math.max(Math.floor(start), 1) - 1;
      return text.slice(0, from) + toText(at(args, 3)) + text.slice(from + Math.max(Math.floor(count), 0));
    }),
  ),
  SUBSTITUTE: plain("text", 3, 4, (args) => {
    const [text, old, replacement] = [toText(at(args, 0)), toText(at(args, 1)), toText(at(args, 2))];
    if (old === "") return text;
    if (args.length < 4) return joinTexts(text.split(old), replacement);
    return numbers(args, [3], ([index = 1]) => substituteOne(text, old, replacement, Math.floor(index)));
  }),
  REPT: plain("text", 2, 2, (args) =>
    numbers(args, [1], ([count = 0]) => repeatText(toText(at(args, 0)), Math.max(Math.floor(count), 0))),
  ),
  T: plain("text", 1, 1, (args) => {
    const value = at(args, 0);
    if (isList(value)) return toText(value);
    return typeof value === "string" ? value : null;
  }),
  VALUE: plain("number", 1, 1, (args) => {
    const value = at(args, 0);
    if (typeof value === "number") return value;
    // Currency signs, thousands separators and units are dropped: VALUE("$1,234.5") is 1234.5.
    const digits = toText(value).replace(/[^\d.eE+-]/g, "");
    const read = digits === "" ? Number.NaN : Number(digits);
    return Number.isNaN(read) ? failure : read;
  }),
  ENCODE_URL_COMPONENT: plain("text", 1, 1, (args) =>
    encodeURIComponent(toText(at(args, 0)).replace(/\p{Surrogate}/gu, "\uFFFD")),
  ),
};

function find(args: readonly FormulaValue[], fold: (text: string) => string): number | FormulaFailure {
  const start = args.length > 2 ? toNumber(at(args, 2)) : 1;
  if (typeof start !== "number") return start;
  const from = Math.max(Math.floor(start), 1) - 1;
  return fold(toText(at(args, 1))).indexOf(fold(toText(at(args, 0))), from) + 1;
}

function counted(cut: (text: string, count: number) => string): FormulaFunction {
  return plain("text", 2, 2, (args) =>
    numbers(args, [1], ([count = 0]) => cut(toText(at(args, 0)), Math.max(Math.floor(count), 0))),
  );
}

/** Reads the arguments at `indexes` as numbers and passes them on, or fails when one is none. */
function numbers(
  args: readonly FormulaValue[],
  indexes: readonly number[],
  use: (values: readonly number[]) => FormulaValue,
): FormulaValue {
  const values: number[] = [];
  for (const index of indexes) {
    const value = toNumber(at(args, index));
    if (typeof value !== "number") return value;
    values.push(value);
  }
  return use(values);
}

function substituteOne(text: string, old: string, replacement: string, index: number): string {
  let from = -1;
  for (let seen = 0; seen < index; seen += 1) {
    from = text.indexOf(old, from + 1);
    if (from < 0) return text;
  }
  return from < 0 ? text : text.slice(0, from) + replacement + text.slice(from + old.length);
}
