import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { compileFilter } from "../filter/compile-record-choice.ts";
import type { FilterInput } from "../filter/filter-input.ts";
import { type Filter, parseFilter } from "../filter/parse-filter.ts";
import type { TableModel } from "../models.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { all, any, not } from "../upstream/formula.ts";
import { beyondPolicies } from "./beyond-policies.ts";
import type { Operation, StoredPolicy } from "./data-policy.ts";

/** Which records of a table a caller has a right on, as Airtable can be asked for them. */
export type AllowedRows =
  | { readonly kind: "all" }
  | { readonly kind: "none" }
  /** A formula that must be true. */
  | { readonly kind: "some"; readonly formula: string };

/** Of all policies on one table together; beside it a formula has room for a caller's own filter. */
const longestFormula = 50_000;

/**
 * The records that a caller's rights leave of a table. A filter that can't be said (any more) matches no record that it
 * would allow, and every record that it would deny.
 * @throws those of reading records, when a filter asks for links or people
 */
export async function allowedRows(
  airtable: TenantAirtable,
  { rights }: TableModel,
  operation: Operation,
): Promise<AllowedRows> {
  const rows = rights?.on[operation].rows;
  if (rights === undefined || rows === undefined) return { kind: "all" };
  if (rows.kind !== "some") return { kind: rows.kind };
  const { allow, deny } = rows;
  const [denied, allowed] = await Promise.all([
    Promise.all(deny.map(async (policy) => rowsOfPolicy(airtable, rights.whole, policy))),
    Promise.all((allow ?? []).map(async (policy) => rowsOfPolicy(airtable, rights.whole, policy))),
  ]);
  if (denied.some((formula) => formula instanceof Error)) return { kind: "none" };
  const permitted = allowed.filter((formula) => typeof formula === "string");
  if (allow !== null && permitted.length === 0) return { kind: "none" };
  const formula = all([
    ...(allow === null ? [] : [any(permitted)]),
    ...(denied.length === 0 ? [] : [not(any(denied.filter((one) => typeof one === "string")))]),
  ]);
  return formula.length > longestFormula ? { kind: "none" } : { kind: "some", formula };
}

/**
 * The records that a policy names, as a formula, or why they can't be named.
 * @param whole the table without rights
 */
export async function rowsOfPolicy(
  airtable: TenantAirtable,
  whole: TableModel,
  { rows }: Pick<StoredPolicy, "rows">,
): Promise<string | AirgraphError> {
  if (rows === null) return "TRUE()";
  try {
    return all(await compileFilter(beyondPolicies(airtable), whole, parsedRows(whole, rows)));
  } catch (error) {
    if (
      error instanceof AirgraphError &&
      error.code === "BAD_USER_INPUT" &&
      error.extensions.airtableType === undefined
    )
      return error;
    throw error;
  }
}

/** Policies and schemas are remembered for a while, and there may be many policies: each is parsed once. */
const parsed = new WeakMap<FilterInput, WeakMap<TableModel, Filter>>();

function parsedRows(whole: TableModel, rows: FilterInput): Filter {
  const ofTables = parsed.get(rows) ?? new WeakMap<TableModel, Filter>();
  parsed.set(rows, ofTables);
  const filter = ofTables.get(whole) ?? parseFilter(whole, rows, "rows");
  ofTables.set(whole, filter);
  return filter;
}

/** What must be true of records that are read: what they are asked for by, and what the caller may see. */
export function within(formula: string | undefined, rows: AllowedRows): string | undefined {
  const terms = [...(formula === undefined ? [] : [formula]), ...(rows.kind === "some" ? [rows.formula] : [])];
  return terms.length === 0 ? undefined : all(terms);
}
