import type { Json } from "../json.ts";
import type { Field, Row } from "../store/model.ts";
import { affectedCells, type CellSet } from "./affected-cells.ts";
import { type CellContext, cellValue } from "./cell-value.ts";
import type { WrittenCells } from "./written-cells.ts";

/** What became of one record in a write. */
export type RecordChange = {
  readonly row: Row;
  /** The watched views that held it before and that hold it now. */
  readonly viewsBefore: ReadonlySet<string>;
  readonly viewsAfter: ReadonlySet<string>;
} & (
  | { readonly kind: "created" | "destroyed" }
  | {
      readonly kind: "changed";
      /** Values by field id, of cells that changed only; null when empty. */
      readonly current: ReadonlyMap<string, Json>;
      readonly previous: ReadonlyMap<string, Json>;
    }
);

/** Which records the webhooks of a base watch. */
export interface Watched {
  /** Null for all. */
  readonly tableIds: ReadonlySet<string> | null;
  readonly views: readonly WatchedView[];
}

interface WatchedView {
  readonly id: string;
  readonly tableId: string;
  holds(row: Row): boolean;
}

interface Shot {
  readonly cells: ReadonlyMap<Field, Json>;
  readonly views: ReadonlySet<string>;
}

/**
 * Finds out what a write changes, computed cells and membership of views included, by looking at everything that may
 * change before and after it.
 *
 * @param context its reader must see the write as soon as `apply` returns
 * @returns the changes, and what `apply` returned
 */
export function observe<Result>(
  context: CellContext,
  { tableIds, views }: Watched,
  written: WrittenCells,
  apply: () => Result,
): { readonly changes: RecordChange[]; readonly result: Result } {
  const { base } = context.reader;
  const isWatched = (row: Row) => tableIds === null || tableIds.has(row.tableId);
  const cells = affectedCells(base, context.reader.dependents, written.cells);
  for (const row of cells.keys()) if (!isWatched(row)) cells.delete(row);
  const deleted = written.deleted.filter(isWatched);
  // Records on their way out have no cells to compare, yet they may be in views.
  for (const row of deleted) cells.set(row, new Set());
  const before = takeShots(context, views, cells);
  const result = apply();
  for (const row of deleted) cells.delete(row);
  const after = takeShots(context, views, cells);
  const changes: RecordChange[] = [];
  for (const id of written.createdIds) {
    const row = base.rows.get(id);
    if (row === undefined || !isWatched(row)) continue;
    changes.push({ kind: "created", row, viewsBefore: new Set(), viewsAfter: viewsOf(views, row) });
  }
  for (const [row, shot] of after) {
    const change = difference(row, before.get(row) ?? emptyShot, shot);
    if (change !== null) changes.push(change);
  }
  for (const row of deleted) {
    const viewsBefore = before.get(row)?.views ?? new Set();
    changes.push({ kind: "destroyed", row, viewsBefore, viewsAfter: new Set() });
  }
  return { changes, result };
}

const emptyShot: Shot = { cells: new Map(), views: new Set() };

function takeShots(context: CellContext, views: readonly WatchedView[], cells: CellSet): Map<Row, Shot> {
  const shots = new Map<Row, Shot>();
  for (const [row, fields] of cells) {
    const values = new Map<Field, Json>();
    for (const field of fields) values.set(field, cellValue(context, row, field));
    shots.set(row, { cells: values, views: viewsOf(views, row) });
  }
  return shots;
}

function viewsOf(views: readonly WatchedView[], row: Row): ReadonlySet<string> {
  const holding = new Set<string>();
  for (const view of views) if (view.tableId === row.tableId && view.holds(row)) holding.add(view.id);
  return holding;
}

function difference(row: Row, before: Shot, after: Shot): RecordChange | null {
  const current = new Map<string, Json>();
  const previous = new Map<string, Json>();
  for (const [field, value] of after.cells) {
    const old = before.cells.get(field) ?? null;
    if (identity(field, old) === identity(field, value)) continue;
    current.set(field.id, value);
    previous.set(field.id, old);
  }
  const moved = before.views.size !== after.views.size || [...after.views].some((id) => !before.views.has(id));
  if (current.size === 0 && !moved) return null;
  return { kind: "changed", row, current, previous, viewsBefore: before.views, viewsAfter: after.views };
}

/** What makes two values of a field the same: for links the ids, since a linked record's new name is its own change. */
function identity(field: Field, value: Json): string {
  if (field.type !== "multipleRecordLinks") return JSON.stringify(value);
  return JSON.stringify(value, (key, member: unknown) => (key === "name" ? undefined : member));
}
