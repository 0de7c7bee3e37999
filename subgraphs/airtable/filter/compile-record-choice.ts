import { parseGlobalId } from "../global-id.ts";
import type { TableModel } from "../models.ts";
import { checkFormula } from "../policies/denials.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { all, any, hasRecordId, not } from "../upstream/formula.ts";
import type { FilterInput } from "./filter-input.ts";
import { type Filter, parseFilter } from "./parse-filter.ts";
import { refuse } from "./refuse.ts";
import { type LinkingRecords, resolveLinks } from "./resolve-links.ts";
import { type ResolvedMe, resolveMe } from "./resolve-me.ts";
import { searchText } from "./search-text.ts";

/** Which records of a table; all that is given must be true. */
export interface RecordChoice {
  readonly filter?: FilterInput | null | undefined;
  /** A filter that has been parsed for this table. */
  readonly where?: Filter | undefined;
  readonly search?: string | null | undefined;
  readonly formula?: string | null | undefined;
  /** Global ids; those of other tables choose nothing. */
  readonly ids?: readonly string[] | null | undefined;
}

/** Airtable is known to take some 18,000 characters (emulator/airtable-api.md 12); where it ends is not. */
const longestFormula = 100_000;
const mostIds = 100;

/**
 * The choice as a formula of Airtable's; undefined for all records.
 * @throws AirgraphError BAD_USER_INPUT naming the place; FORBIDDEN for what the caller may not look at
 */
export async function compileRecordChoice(
  airtable: TenantAirtable,
  table: TableModel,
  { filter, where, search, formula, ids }: RecordChoice,
): Promise<string | undefined> {
  const terms: string[] = [];
  if (ids != null) terms.push(amongIds(table, ids));
  if (filter != null) terms.push(...(await compileFilter(airtable, table, parseFilter(table, filter))));
  if (where !== undefined) terms.push(...(await compileFilter(airtable, table, where)));
  if (search != null) terms.push(searchText(table, search));
  if (formula != null) {
    checkFormula(table);
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

function amongIds(table: TableModel, ids: readonly string[]): string {
  if (ids.length > mostIds) throw refuse("ids", `must name at most ${mostIds} records`);
  const addresses = ids.flatMap((id) => parseGlobalId(id) ?? []);
  const here = addresses.filter(({ baseId, tableId }) => baseId === table.baseId && tableId === table.id);
  return here.length === 0 ? "FALSE()" : hasRecordId(here.map(({ recordId }) => recordId));
}

/**
 * A filter as terms that must all be true: none when it says nothing.
 * @throws AirgraphError BAD_USER_INPUT naming the place, when what it asks of links or of the caller can't be said
 */
export async function compileFilter(airtable: TenantAirtable, table: TableModel, filter: Filter): Promise<string[]> {
  const linking = await resolveLinks(airtable, table, filter);
  return compileAll(filter, { linking, me: await resolveMe(airtable, table, filter) });
}

/** What of a filter was looked up. */
interface Resolved {
  readonly linking: LinkingRecords;
  readonly me: ResolvedMe;
}

function compileAll(filter: Filter, resolved: Resolved): string[] {
  return filter.kind === "all" ? filter.of.flatMap((part) => compileAll(part, resolved)) : [compile(filter, resolved)];
}

function compile(filter: Filter, resolved: Resolved): string {
  switch (filter.kind) {
    case "all":
      return all(compileAll(filter, resolved));
    case "any":
      return any(filter.of.map((part) => compile(part, resolved)));
    case "not":
      return not(compile(filter.of, resolved));
    case "formula":
      return filter.formula;
    case "me":
      return resolved.me.get(filter) ?? "FALSE()";
    case "links": {
      // Every record has all of no records.
      if (filter.has === "all" && filter.ids.length === 0) return "TRUE()";
      const records = resolved.linking.get(filter) ?? [];
      return records.length === 0 ? "FALSE()" : hasRecordId(records);
    }
  }
}
