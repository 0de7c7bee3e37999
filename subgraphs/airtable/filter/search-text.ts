import type { TableModel } from "../models.ts";
import { mayReadAsText } from "../policies/denials.ts";
import { fieldReference, quote } from "../upstream/formula.ts";
import { fieldKind, isComputed } from "./field-kind.ts";
import { refuse } from "./refuse.ts";

const longestSearch = 200;

/**
 * True for records with this text in a cell that holds text, in whatever case: texts, choices, people, the names of linked
 * records, and what lookups and formulas make of them. Numbers and dates are not searched, nor what the caller may not read.
 * @throws AirgraphError BAD_USER_INPUT
 */
export function searchText(table: TableModel, search: string): string {
  if (search.trim() === "") throw refuse("search", "must not be empty");
  if (search.length > longestSearch) {
    throw refuse("search", `must have at most ${longestSearch} characters, got ${search.length}`);
  }
  const searched = [...table.fields.values()].filter((field) => holdsText(field) && mayReadAsText(table, field));
  const texts = searched.map((field) => {
    const cell = fieldReference(field.id);
    return isComputed(field) ? `IF(ISERROR(${cell}),'',${cell})` : cell;
  });
  if (texts.length === 0) return "FALSE()";
  // Looked for in all cells at once; nobody's search holds what stands between them.
  return `FIND(LOWER(${quote(search)}),LOWER(${texts.join(`&${quote("\u241F")}&`)}&''))>0`;
}

function holdsText(field: Parameters<typeof fieldKind>[0]): boolean {
  const kind = fieldKind(field);
  const { kind: held } = kind.kind === "lookup" ? kind.of : kind;
  return held === "text" || held === "names" || held === "links";
}
