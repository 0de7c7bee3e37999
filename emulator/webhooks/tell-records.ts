import { formatIsoInstant } from "../dates/iso-date.ts";
import type { Json, JsonObject } from "../json.ts";
import { type Field, type Row, tableOf } from "../store/model.ts";
import { unreachable } from "../unreachable.ts";
import { type CellContext, cellValue } from "./cell-value.ts";
import type { RecordChange } from "./record-changes.ts";
import type { Specification } from "./specification.ts";
import type { ToldBase, ToldRecords } from "./told-changes.ts";

/** Adds what became of a record to what a payload tells, if the webhook watches it. */
export function tellRecord(
  { options: { filters, includes } }: Specification,
  change: RecordChange,
  context: CellContext,
  told: ToldBase,
): void {
  const scope = filters.recordChangeScope;
  const { row } = change;
  const kind = scope?.startsWith("viw") === true ? kindInView(change, scope) : kindInTable(change, scope);
  if (kind === null || (filters.changeTypes !== undefined && !filters.changeTypes.includes(changeTypes[kind]))) return;
  // Asked for only once there is something to tell: a table without changes must not be in the payload.
  const records = (): ToldRecords => {
    const table = told.table(row.tableId);
    return scope?.startsWith("viw") === true ? table.view(scope) : table.records;
  };
  const included = includes?.includeCellValuesInFieldIds;
  const isTold = (fieldId: string) =>
    filters.watchDataInFieldIds === undefined ||
    filters.watchDataInFieldIds.includes(fieldId) ||
    (included !== undefined && (included === "all" || included.includes(fieldId)));
  switch (kind) {
    case "created":
      records().created[row.id] = {
        createdTime: formatIsoInstant(row.created.time),
        cellValuesByFieldId: filledCells(context, row, ({ id }) => isTold(id)),
      };
      return;
    case "destroyed":
      records().destroyed.push(row.id);
      return;
    case "changed": {
      const cells = change.kind === "changed" ? change : { current: noCells, previous: noCells };
      const isWatched = (fieldId: string) => filters.watchDataInFieldIds?.includes(fieldId) ?? true;
      if (![...cells.current.keys()].some(isWatched)) return;
      const unchanged =
        included === undefined
          ? null
          : filledCells(
              context,
              row,
              ({ id }) => !cells.current.has(id) && (included === "all" || included.includes(id)),
            );
      records().changed[row.id] = {
        current: { cellValuesByFieldId: chosen(cells.current, isTold) },
        ...(includes?.includePreviousCellValues === true
          ? { previous: { cellValuesByFieldId: chosen(cells.previous, isTold) } }
          : {}),
        ...(unchanged === null ? {} : { unchanged: { cellValuesByFieldId: unchanged } }),
      };
      return;
    }
  }
  return unreachable(kind);
}

const noCells: ReadonlyMap<string, Json> = new Map();
const changeTypes = { created: "add", changed: "update", destroyed: "remove" } as const;

type Kind = RecordChange["kind"];

function kindInTable(change: RecordChange, tableId: string | undefined): Kind | null {
  return tableId === undefined || change.row.tableId === tableId ? change.kind : null;
}

/** To a view, a record that enters is created and one that leaves is destroyed (reference 7). */
function kindInView({ viewsBefore, viewsAfter }: RecordChange, viewId: string): Kind | null {
  if (viewsAfter.has(viewId)) return viewsBefore.has(viewId) ? "changed" : "created";
  return viewsBefore.has(viewId) ? "destroyed" : null;
}

function chosen(cells: ReadonlyMap<string, Json>, isTold: (fieldId: string) => boolean): JsonObject {
  return Object.fromEntries([...cells].filter(([id]) => isTold(id)));
}

function filledCells(context: CellContext, row: Row, isTold: (field: Field) => boolean): JsonObject {
  const values: Record<string, Json> = {};
  for (const field of tableOf(context.reader.base, row.tableId).fields.values()) {
    const value = isTold(field) ? cellValue(context, row, field) : null;
    if (value !== null) values[field.id] = value;
  }
  return values;
}
