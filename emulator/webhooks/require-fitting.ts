import { refusals } from "../api-error.ts";
import type { CellReader } from "../store/cell-reader.ts";
import { viewMembership } from "../store/select-records.ts";
import type { Specification } from "./specification.ts";

/**
 * Refuses a specification that names what is not in the base, or a view that cannot be watched: a form shows no records.
 *
 * @throws ApiError 422 INVALID_REQUEST_UNKNOWN; INVALID_FILTER_BY_FORMULA for a view whose own filter is broken
 */
export function requireFitting({ options: { filters, includes } }: Specification, reader: CellReader): void {
  const included = includes?.includeCellValuesInFieldIds ?? [];
  const fieldIds = [
    ...(filters.watchDataInFieldIds ?? []),
    ...(filters.watchSchemasOfFieldIds ?? []),
    ...(included === "all" ? [] : included),
  ];
  if (fieldIds.some((id) => !reader.base.fields.has(id))) throw refusals.invalidRequest();
  if (filters.recordChangeScope !== undefined) requireWatchable(reader, filters.recordChangeScope);
}

function requireWatchable(reader: CellReader, scope: string): void {
  if (reader.base.tables.has(scope)) return;
  for (const table of reader.base.tables.values()) {
    const view = table.views.find(({ id }) => id === scope);
    if (view === undefined) continue;
    if (view.type === "form") break;
    // A filter that does not compile would fail every write from here on.
    viewMembership(reader, table, view);
    return;
  }
  throw refusals.invalidRequest();
}
