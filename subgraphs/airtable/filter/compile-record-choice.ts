import type { TableModel } from "../models.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { all, any, hasRecordId, not } from "../upstream/formula.ts";
import { type Filter, type FilterInput, parseFilter } from "./parse-filter.ts";
import { refuse } from "./refuse.ts";
import { type LinkingRecords, resolveLinks } from "./resolve-links.ts";
import { searchText } from "./search-text.ts";

/** Which records of a table; all that is given must be true. */
export interface RecordChoice {
  readonly filter?: FilterInput | null | undefined;
  readonly search?: string | null | undefined;
  readonly formula?: string | null | undefined;
}

/** Airtable is known to take some 18,000 characters (emulator/airtable-api.md 12); where it ends is not. */
const longestFormula = 100_000;

/**
 * The choice as a formula of Airtable's; undefined for all records.
 * @throws AirgraphError BAD_USER_INPUT naming the place
 */
export async function compileRecordChoice(
  airtable: TenantAirtable,
  table: TableModel,
  { filter, search, formula }: RecordChoice,
): Promise<string | undefined> {
  const terms: string[] = [];
  if (filter != null) {
    const parsed = parseFilter(table, filter);
    terms.push(...compileAll(parsed, await resolveLinks(airtable, table, parsed)));
  }
  if (search != null) terms.push(searchText(table, search));
  if (formula != null) {
    if (formula.trim() === "") throw refuse("formula", "must not be empty");
    terms.push(`(${formula})`);
  }
  if (terms.length === 0) return undefined;
  const whole = all(terms);
  if (whole.length <= longestFormula) return whole;
  throw refuse(
    formula != null && formula.length > longestFormula ? "formula" : "filter",
    `makes a formula of ${whole.length} characters, and ${longestFormula} are the most`,
  );
}

/** The terms of a conjunction: none when it says nothing. */
function compileAll(filter: Filter, linking: LinkingRecords): string[] {
  return filter.kind === "all" ? filter.of.flatMap((part) => compileAll(part, linking)) : [compile(filter, linking)];
}

function compile(filter: Filter, linking: LinkingRecords): string {
  switch (filter.kind) {
    case "all":
      return all(compileAll(filter, linking));
    case "any":
      return any(filter.of.map((part) => compile(part, linking)));
    case "not":
      return not(compile(filter.of, linking));
    case "formula":
      return filter.formula;
    case "links": {
      // Every record has all of no records.
      if (filter.has === "all" && filter.ids.length === 0) return "TRUE()";
      const records = linking.get(filter) ?? [];
      return records.length === 0 ? "FALSE()" : hasRecordId(records);
    }
  }
}
