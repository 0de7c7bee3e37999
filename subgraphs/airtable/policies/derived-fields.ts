import { z } from "zod";
import { fieldId, tableId } from "../ids.ts";
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
export function linkedTable(tables: ReadonlyMap<string, TableModel>, field: FieldModel): TableModel | undefined {
  const link = linkOf(field);
  return link && tables.get(link.linkedTableId);
}

type LinkOptions = z.infer<typeof linkOptions>;

/** Schemas are remembered for a while, and rights ask the same fields again and again: each is parsed once. */
const knownLinks = new WeakMap<FieldModel, LinkOptions | "none">();

function linkOf(field: FieldModel): LinkOptions | undefined {
  const known = knownLinks.get(field) ?? linkOptions.safeParse(field.options).data ?? "none";
  knownLinks.set(field, known);
  return known === "none" ? undefined : known;
}

/** The other side of a link: a field of the linked table, or the same one, whose cells say the same and change with it. */
export function inverseOf(tables: ReadonlyMap<string, TableModel>, link: FieldModel): Source | undefined {
  if (link.type !== "multipleRecordLinks") return undefined;
  const table = linkedTable(tables, link);
  const field = table?.fields.get(linkOf(link)?.inverseLinkFieldId ?? "");
  return table && field && { table, field };
}

const knownSources = new WeakMap<ReadonlyMap<string, TableModel>, Map<FieldModel, Sources>>();

/** From what Airtable computes a field, directly (emulator/airtable-api.md 9). Who changed a record and when counts as the field's own. */
export function sourcesOf(tables: ReadonlyMap<string, TableModel>, table: TableModel, field: FieldModel): Sources {
  const ofTables = knownSources.get(tables) ?? new Map<FieldModel, Sources>();
  const sources = ofTables.get(field) ?? findSources(tables, table, field);
  knownSources.set(tables, ofTables.set(field, sources));
  return sources;
}

function findSources(tables: ReadonlyMap<string, TableModel>, table: TableModel, field: FieldModel): Sources {
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

/**
 * Whether the cells of a field show the names of linked records when they are read as text.
 * @param known what was found so far, as long as `closed` says the same. A lookup looks up one field, so none that ends in
 * itself shows any.
 */
export function showsNames(
  tables: ReadonlyMap<string, TableModel>,
  { table, field }: Source,
  closed: (link: Source) => boolean,
  known: Map<FieldModel, boolean>,
): boolean {
  if (field.type === "multipleRecordLinks") return closed({ table, field });
  if (field.type !== "multipleLookupValues") return false;
  const found = known.get(field);
  if (found !== undefined) return found;
  known.set(field, false);
  const shows = sourcesOf(tables, table, field).cells.some((cell) => showsNames(tables, cell, closed, known));
  known.set(field, shows);
  return shows;
}
