import { parseFreeDate } from "../dates/iso-date.ts";
import { unreachable } from "../unreachable.ts";
import { readNumber, toText } from "./coerce.ts";
import { type FormulaValue, isBlank, isDate, isList } from "./value.ts";

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** Compares two values without failures by reference 10.2; NaN is unequal to everything. */
export function compareValues(operator: Comparison, left: FormulaValue, right: FormulaValue): boolean {
  const order = orderOf(isList(left) ? single(left) : left, isList(right) ? single(right) : right);
  switch (operator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
  return unreachable(operator);
}

/** A lookup of one value compares as that value, so that `{Lookup}=5` and date lookups work. */
function single(value: FormulaValue): FormulaValue {
  if (!isList(value)) return value;
  return value.length === 1 ? single(value[0] ?? null) : toText(value);
}

/** Negative, zero or positive; NaN where no order exists (every comparison but `!=` is then false). */
function orderOf(left: FormulaValue, right: FormulaValue): number {
  if (typeof left === "string" && typeof right === "string") return textOrder(left, right);
  if (isDate(left) || isDate(right)) return dateOrder(left, right);
  const leftBlank = isBlank(left);
  const rightBlank = isBlank(right);
  if (leftBlank && rightBlank) return 0;
  // Blank equals both 0 and "": it takes the kind of the other side.
  if (typeof left === "number" || typeof right === "number") {
    const a = numberOf(left);
    const b = numberOf(right);
    if (a !== null && b !== null) return a === b ? 0 : a - b;
  }
  return textOrder(toText(left), toText(right));
}

function dateOrder(left: FormulaValue, right: FormulaValue): number {
  const a = instantOf(left);
  const b = instantOf(right);
  if (a !== null && b !== null) return a - b;
  if (isBlank(left) || isBlank(right)) return Number.NaN;
  return textOrder(toText(left), toText(right));
}

function instantOf(value: FormulaValue): number | null {
  if (isDate(value)) return value.ms;
  return typeof value === "string" ? (parseFreeDate(value, "utc")?.ms ?? null) : null;
}

function numberOf(value: FormulaValue): number | null {
  if (typeof value === "number") return value;
  if (isBlank(value)) return 0;
  return typeof value === "string" ? readNumber(value) : null;
}

function textOrder(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
