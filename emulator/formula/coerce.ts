import { formatIsoDate, formatIsoInstant, parseFreeDate } from "../dates/iso-date.ts";
import { type FormulaDate, type FormulaFailure, type FormulaValue, failure, isBlank, isDate, isList } from "./value.ts";

const numericText = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** The text of a value in a text context (reference 10.2); a failure reads as its mark. */
export function toText(value: FormulaValue): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value);
  if (isList(value)) {
    return value
      .filter((member) => !isBlank(member))
      .map(toText)
      .join(", ");
  }
  if (isDate(value)) return value.dateOnly ? formatIsoDate(value.ms) : formatIsoInstant(value.ms);
  return value.message;
}

/** The shortest decimal form, without thousands separators and without an exponent (reference 10.2). */
export function numberText(value: number): string {
  const text = String(value);
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (parts === null) return text;
  const digits = `${parts[2] ?? ""}${parts[3] ?? ""}`;
  const exponent = Number(parts[4]);
  return exponent < 0
    ? `${parts[1] ?? ""}0.${"0".repeat(-exponent - 1)}${digits}`
    : `${parts[1] ?? ""}${digits.padEnd(exponent + 1, "0")}`;
}

/** The number a text spells, or null when it spells none. */
export function readNumber(text: string): number | null {
  return numericText.test(text) ? Number(text) : null;
}

/** A number for arithmetic: blank is 0, numeric text counts, other text, dates and longer lists fail. */
export function toNumber(value: FormulaValue): number | FormulaFailure {
  if (typeof value === "number") return value;
  if (isBlank(value)) return 0;
  if (typeof value === "string") return readNumber(value) ?? failure;
  const [only, ...more] = isList(value) ? value : [];
  return only !== undefined && more.length === 0 ? toNumber(only) : failure;
}

/** A date, or a text that spells one (read as UTC when it names no offset). */
export function toDate(value: FormulaValue): FormulaDate | FormulaFailure {
  if (typeof value === "string") {
    const parsed = parseFreeDate(value, "utc");
    return parsed === null ? failure : { kind: "date", ...parsed };
  }
  if (value === null || typeof value === "number") return failure;
  if (!isList(value)) return isDate(value) ? value : failure;
  const [only, ...more] = value;
  return only !== undefined && more.length === 0 ? toDate(only) : failure;
}
