import { lookUpField } from "../find-field.ts";
import type { FieldId } from "../ids.ts";
import type { RecordNeeds, TableModel } from "../models.ts";
import { mayReadField, readsAll } from "../policies/denials.ts";
import type { RecordQuery } from "../upstream/calls/records.ts";

/** What a query selects of records whose table may not be known yet: fields by name or id. */
export interface CellSelection {
  readonly keys: "all" | ReadonlySet<string>;
  readonly commentCount: boolean;
  /** What the operation selects of records in other places, by name or id: some of those may be the same records. */
  readonly elsewhere?: ReadonlySet<string>;
}

export const everyCell: CellSelection = { keys: "all", commentCount: false };

/**
 * A selection in terms of a table. Fields that it has not, and those that the caller may not read, are left out: who reads
 * such a cell is told so. All cells are named one by one where the caller may not read all.
 */
export function needsOf(table: TableModel, { keys, commentCount }: CellSelection): RecordNeeds {
  return { fields: keys === "all" ? everyReadable(table) : fieldsOf(table, keys), commentCount };
}

function everyReadable(table: TableModel): RecordNeeds["fields"] {
  return readsAll(table)
    ? "all"
    : new Set([...table.fields.values()].flatMap((field) => (mayReadField(table, field) ? field.id : [])));
}

/** The same with the cells that are needed elsewhere: a field more costs less than another call for the same record. */
export function worthReading(table: TableModel, selection: CellSelection): RecordNeeds {
  const elsewhere = fieldsOf(table, selection.elsewhere ?? new Set());
  return union(needsOf(table, selection), { fields: elsewhere, commentCount: false });
}

function fieldsOf(table: TableModel, keys: ReadonlySet<string>): ReadonlySet<FieldId> {
  return new Set(
    [...keys].flatMap((key) => {
      const field = lookUpField(table, key);
      return field === undefined || !mayReadField(table, field) ? [] : field.id;
    }),
  );
}

/** Whether what was read answers what is needed. */
export function covers(read: RecordNeeds, needed: RecordNeeds): boolean {
  return (read.commentCount || !needed.commentCount) && coversFields(read.fields, needed.fields);
}

export function union(a: RecordNeeds, b: RecordNeeds): RecordNeeds {
  return {
    fields: a.fields === "all" || b.fields === "all" ? "all" : new Set([...a.fields, ...b.fields]),
    commentCount: a.commentCount || b.commentCount,
  };
}

/**
 * As parameters of "list records". An empty list of fields would mean all, so a record without cells asks for its name,
 * which is not kept where the caller may not read it.
 */
export function toQuery(table: TableModel, { fields, commentCount }: RecordNeeds): Partial<RecordQuery> {
  return {
    ...(fields === "all" ? {} : { fields: fields.size === 0 ? [table.primaryField.id] : [...fields].sort() }),
    ...(commentCount ? { recordMetadata: ["commentCount"] as const } : {}),
  };
}

function coversFields(read: RecordNeeds["fields"], needed: RecordNeeds["fields"]): boolean {
  if (read === "all") return true;
  return needed !== "all" && [...needed].every((id) => read.has(id));
}
