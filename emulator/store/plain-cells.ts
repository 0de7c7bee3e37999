import type { Outcome } from "../formula/expression.ts";
import type { Evaluate } from "../formula/functions/formula-function.ts";
import { choiceName } from "./choices.ts";
import type { Field } from "./model.ts";
import type { RowPlace } from "./row-scope.ts";

/** Types whose cell is the formula value as it lies there. */
const asStored = new Map<Field["type"], "string" | "number">([
  ["singleLineText", "string"],
  ["multilineText", "string"],
  ["richText", "string"],
  ["email", "string"],
  ["url", "string"],
  ["phoneNumber", "string"],
  ["number", "number"],
  ["currency", "number"],
  ["percent", "number"],
  ["duration", "number"],
  ["rating", "number"],
]);

/** What the cells of a field may be in a formula. */
export function outcomeOf(field: Field): Outcome {
  const stored = asStored.get(field.type);
  if (stored === "number" || field.type === "checkbox" || field.type === "autoNumber") return "number";
  const safe = stored === "string" || ["singleSelect", "multipleSelects", "date", "dateTime"].includes(field.type);
  return safe ? "safe" : "fallible";
}

/** A short way to the cells that filters mostly ask for; null for fields that need a look elsewhere. */
export function plainCell(field: Field, place: RowPlace): Evaluate | null {
  const { id } = field;
  const stored = asStored.get(field.type);
  if (stored === "number") {
    return () => {
      const cell = place.row?.cells.get(id);
      return typeof cell === "number" ? cell : null;
    };
  }
  if (stored === "string") {
    return () => {
      const cell = place.row?.cells.get(id);
      return typeof cell === "string" ? cell : null;
    };
  }
  if (field.type === "checkbox") return () => (place.row?.cells.get(id) === true ? 1 : null);
  if (field.type !== "singleSelect") return null;
  const names = new Map<string, string>();
  return () => {
    const cell = place.row?.cells.get(id);
    if (typeof cell !== "string") return null;
    const known = names.get(cell);
    if (known !== undefined) return known;
    const name = choiceName(field, cell);
    names.set(cell, name);
    return name;
  };
}
