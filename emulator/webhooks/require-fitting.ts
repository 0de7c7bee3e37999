import { refusals } from "../api-error.ts";
import type { CellReader } from "../store/cell-reader.ts";
import type { Base } from "../store/model.ts";
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

/** Whether a specification that did fit filters by a table, view or field that was deleted since. */
export function filtersNameWhatIsGone({ options: { filters } }: Specification, base: Base): boolean {
  const { recordChangeScope: scope, watchDataInFieldIds = [], watchSchemasOfFieldIds = [] } = filters;
  if ([...watchDataInFieldIds, ...watchSchemasOfFieldIds].some((id) => !base.fields.has(id))) return true;
  if (scope === undefined || base.tables.has(scope)) return false;
  return ![...base.tables.values()].some((table) => table.views.some(({ id }) => id === scope));
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
