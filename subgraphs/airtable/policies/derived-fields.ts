import { z } from "zod";
import { type FieldId, fieldId, tableId } from "../ids.ts";
import type { FieldModel, TableModel } from "../models.ts";

/** A field, somewhere in a base. */
export interface Source {
  readonly table: TableModel;
  readonly field: FieldModel;
}

/** What a field's cells are computed from. */
export interface Sources {
  /** Cells. */
  readonly cells: readonly Source[];
  /** Link fields whose records' names are seen as well. */
  readonly names: readonly Source[];
  /** Link fields whose records' cells are seen. */
  readonly through: readonly Source[];
  /** Airtable does not say from what: it may be any field of the table. */
  readonly unknown: boolean;
}

const none: Sources = { cells: [], names: [], through: [], unknown: false };

const reference = /\{(fld[0-9A-Za-z]{14})\}/g;
const computation = z.object({
  referencedFieldIds: z.array(fieldId).nullish().catch(null),
  formula: z.string().nullish().catch(null),
});
const throughLink = z.object({ recordLinkFieldId: fieldId, fieldIdInLinkedTable: fieldId.nullish() });
const linkOptions = z.object({ linkedTableId: tableId, inverseLinkFieldId: fieldId.nullish().catch(null) });

/** The table that a link field links to, if it is there. */
export function linkedTable(tables: ReadonlyMap<string, TableModel>, { options }: FieldModel): TableModel | undefined {
  const parsed = linkOptions.safeParse(options);
  return parsed.success ? tables.get(parsed.data.linkedTableId) : undefined;
}

/** The other side of a link: a field of the linked table, or the same one, whose cells say the same and change with it. */
export function inverseOf(tables: ReadonlyMap<string, TableModel>, { type, options }: FieldModel): Source | undefined {
  const parsed = linkOptions.safeParse(options);
  if (type !== "multipleRecordLinks" || !parsed.success) return undefined;
  const table = tables.get(parsed.data.linkedTableId);
  const field = table?.fields.get(parsed.data.inverseLinkFieldId ?? "");
  return table && field && { table, field };
}

/** From what Airtable computes a field, directly (emulator/airtable-api.md 9). Who changed a record and when counts as the field's own. */
export function sourcesOf(tables: ReadonlyMap<string, TableModel>, table: TableModel, field: FieldModel): Sources {
  switch (field.type) {
    case "formula":
    case "aiText":
      return referenced(table, field);
    // Its URL may be a formula, of which nothing is told.
    case "button":
      return { ...none, unknown: true };
    case "multipleLookupValues":
    case "rollup":
    case "count":
      return lookedUp(tables, table, field);
    default:
      return none;
  }
}

function referenced(table: TableModel, { options }: FieldModel): Sources {
  const parsed = computation.safeParse(options ?? {});
  const { referencedFieldIds, formula } = parsed.success ? parsed.data : {};
  const ids = new Set<string>(referencedFieldIds ?? []);
  for (const [, id] of (formula ?? "").matchAll(reference)) if (id !== undefined) ids.add(id);
  const cells = fieldsOf(table, ids);
  return {
    ...none,
    cells,
    names: cells.filter(({ field }) => mayHoldLinks(field)),
    unknown: referencedFieldIds == null,
  };
}

function lookedUp(tables: ReadonlyMap<string, TableModel>, table: TableModel, { options, type }: FieldModel): Sources {
  const parsed = throughLink.safeParse(options);
  const link = parsed.success ? table.fields.get(parsed.data.recordLinkFieldId) : undefined;
  const linked = link && linkedTable(tables, link);
  if (!parsed.success || link === undefined || linked === undefined) return { ...none, unknown: true };
  const { fieldIdInLinkedTable } = parsed.data;
  const cells = fieldIdInLinkedTable == null ? [] : fieldsOf(linked, new Set<string>([fieldIdInLinkedTable]));
  const own = { table, field: link };
  return {
    cells: [own, ...cells],
    // A rollup's formula sees what a formula sees.
    names: type === "rollup" ? cells.filter(({ field }) => mayHoldLinks(field)) : [],
    through: [own],
    unknown: type !== "count" && cells.length === 0,
  };
}

function fieldsOf(table: TableModel, ids: ReadonlySet<string>): Source[] {
  return [...ids].flatMap((id) => {
    const field = table.fields.get(id);
    return field === undefined ? [] : [{ table, field }];
  });
}

function mayHoldLinks({ type }: FieldModel): boolean {
  return type === "multipleRecordLinks" || type === "multipleLookupValues";
}

/** Fields of a table whose cells show the names of linked records when they are read as text. */
export function showsNames(
  tables: ReadonlyMap<string, TableModel>,
  table: TableModel,
  field: FieldModel,
  closed: (link: Source) => boolean,
  seen: ReadonlySet<FieldId> = new Set(),
): boolean {
  if (field.type === "multipleRecordLinks") return closed({ table, field });
  if (field.type !== "multipleLookupValues" || seen.has(field.id)) return false;
  const { cells } = lookedUp(tables, table, field);
  return cells.some((cell) => showsNames(tables, cell.table, cell.field, closed, new Set([...seen, field.id])));
}
