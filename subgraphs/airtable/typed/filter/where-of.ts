import type { Context } from "../../context.ts";
import { listTables } from "../../list-tables.ts";
import type { TableModel } from "../../models.ts";
import type { Where } from "../../reading/chosen-records.ts";
import { isOutdated } from "../../reading/with-current-schema.ts";
import type { TypedBase, TypedTable } from "../typed-graph.ts";
import { tablesOf } from "../typed-tables.ts";
import { compileTypedFilter } from "./compile-typed-filter.ts";
import { parseTypedFilter } from "./parse-typed-filter.ts";
import type { TypedFilterInput } from "./typed-filter.ts";

/**
 * A typed filter as lists are read by it; undefined for none.
 * @param cells what the operation selects of records, by field id
 */
export function whereOf(
  context: Context,
  { base, table: typed }: { readonly base: TypedBase; readonly table: TypedTable },
  filter: TypedFilterInput | null | undefined,
  cells: ReadonlySet<string>,
): ((table: TableModel) => Promise<Where>) | undefined {
  if (filter == null) return undefined;
  const reading = { airtable: context, loaders: context.loaders, cells };
  const compile = async (table: TableModel): Promise<Where> => {
    const tables = { typed: tablesOf(base), known: await listTables(context, base.id) };
    return compileTypedFilter(reading, parseTypedFilter(tables, { typed, table }, filter));
  };
  return async (table) => {
    try {
      return await compile(table);
    } catch (error) {
      if (!isOutdated(error)) throw error;
      // It may be a linked table of which Airtable knows something else.
      context.caches.forgetSchemas(base.id);
      return compile(table);
    }
  };
}
