import type { IdSource } from "../identifiers.ts";
import { freeFieldName } from "../schema/free-names.ts";
import type { CellReader } from "../store/cell-reader.ts";
import { addField, replaceField } from "../store/change-schema.ts";
import { setLinks } from "../store/link-cells.ts";
import { type Base, type Cell, type Field, type LinkField, type Row, tableOf } from "../store/model.ts";
import type { SchemaChange } from "../webhooks/schema-change.ts";
import { convertCells } from "./convert-cells.ts";

/** A field that is to take another one's place, and what its cells will hold. */
export interface Replacement {
  readonly previous: Field;
  readonly field: Field;
  readonly cells: ReadonlyMap<Row, Cell>;
}

/** Puts a field and its cells in the place of another; the cells it has no value for are empty. */
export function replaceWithCells(base: Base, { previous, field, cells }: Replacement): SchemaChange {
  base.backlinks.delete(previous.id);
  const { rows } = tableOf(base, previous.tableId);
  for (const row of rows.values()) row.cells.delete(previous.id);
  replaceField(base, field);
  for (const [row, cell] of cells) {
    if (field.type !== "multipleRecordLinks") row.cells.set(field.id, cell);
    else if (typeof cell === "object" && cell.kind === "links") setLinks(base, row, field, cell.ids, null);
  }
  return { kind: "changedField", field, previous };
}

/** What Airtable makes of a link whose other side goes away: a text with the names of the linked records. */
export function asText(reader: CellReader, link: LinkField): Replacement {
  const { id, name, description, tableId } = link;
  const field: Field = { id, name, description, tableId, type: "singleLineText" };
  return { previous: link, field, cells: convertCells({ reader, from: link, to: field, newId: null }) };
}

/** The link on the other side; null for one that has none or is its own. */
export function otherSide(base: Base, field: Field): LinkField | null {
  if (field.type !== "multipleRecordLinks") return null;
  const inverse = base.fields.get(field.options.inverseLinkFieldId ?? "");
  return inverse?.type === "multipleRecordLinks" && inverse.id !== field.id ? inverse : null;
}

/** The links of other tables that lead to a table. */
export function linksTo(base: Base, tableId: string): LinkField[] {
  const links: LinkField[] = [];
  for (const field of base.fields.values()) {
    const isLink = field.type === "multipleRecordLinks" && field.tableId !== tableId;
    if (isLink && field.options.linkedTableId === tableId) links.push(field);
  }
  return links;
}

/** Makes the other side of a link that is new; a link within one table has none. */
export function addOtherSide(base: Base, link: LinkField, id: string): Field {
  const linked = tableOf(base, link.options.linkedTableId);
  return addField(base, linked, {
    id,
    name: freeFieldName(linked, tableOf(base, link.tableId).name),
    type: "multipleRecordLinks",
    options: {
      linkedTableId: link.tableId,
      isReversed: false,
      prefersSingleRecordLink: false,
      inverseLinkFieldId: link.id,
    },
  });
}

/** A link that was just written, with the id its other side will have. */
export function withOtherSide(link: LinkField, newId: IdSource): LinkField {
  if (link.options.linkedTableId === link.tableId) return link;
  return { ...link, options: { ...link.options, inverseLinkFieldId: newId("fld") } };
}
