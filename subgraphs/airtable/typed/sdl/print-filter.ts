import { cellFilterOf, isLinkField, isSortable } from "../field-uses.ts";
import type { TypedField, TypedTable } from "../typed-graph.ts";
import { definition, deprecation, labelBesideName, member } from "./definition.ts";
import type { GraphParts } from "./graph-parts.ts";

/** Which records of a table, in which order; and its fields by name. */
export function printFilter(parts: GraphParts, table: TypedTable): string {
  const { record, filter, listFilter, sort, field: fieldEnum } = parts.namesOf(table);
  let sdl = definition(
    `Which ${record}. All that is given must be true; an empty filter is true for every record.`,
    `input ${filter}`,
    [
      member("All of these must be true.", `and: [${filter}!]`),
      member("One of these must be true.", `or: [${filter}!]`),
      member("This must not be true.", `not: ${filter}`),
      member("The record's `id`.", "id: IdFilter"),
      ...table.fields.map((field) =>
        member(labelBesideName(field), `${field.name}: ${filterOf(parts, field)}${deprecation(field, "field")}`),
      ),
    ],
  );
  if (parts.needsOf(table).listFilter) {
    sdl += definition(`Which ${record} are to be linked.`, `input ${listFilter}`, [
      member("One of the linked records is such.", `some: ${filter}`),
      member("None of the linked records is such.", `none: ${filter}`),
      member("All of the linked records are such; true when there are none.", `every: ${filter}`),
      member("There are no linked records, or there are.", "isEmpty: Boolean"),
    ]);
  }
  const sortable = table.fields.filter(isSortable);
  if (sortable.length > 0) {
    sdl += definition(
      `One key of an order of ${record}. Each names exactly one field.`,
      `input ${sort}`,
      sortable.map((field) =>
        member(labelBesideName(field), `${field.name}: SortDirection${deprecation(field, "field")}`),
      ),
    );
  }
  if (table.fields.length > 0) sdl += printFieldNames(fieldEnum, `Fields of ${record}.`, table.fields);
  return sdl;
}

/** An enum of fields, by their names. */
export function printFieldNames(name: string, description: string, fields: readonly TypedField[]): string {
  const values = fields.map((field) => member(labelBesideName(field), `${field.name}${deprecation(field, "field")}`));
  return definition(description, `enum ${name}`, values);
}

function filterOf(parts: GraphParts, field: TypedField): string {
  const linked = parts.linkedTable(field);
  if (linked === undefined || field.value.kind !== "link" || !isLinkField(field)) return cellFilterOf(field);
  const { filter, listFilter } = parts.namesOf(linked);
  return field.value.single ? filter : listFilter;
}
