import { isComputed } from "../../filter/field-kind.ts";
import type { ItemType, TypedField, TypedTable } from "../typed-graph.ts";
import { definition, deprecation, described, mayRead, member } from "./definition.ts";
import type { GraphParts } from "./graph-parts.ts";
import { recordFields } from "./record-fields.ts";

/** What a page of records costs, by the argument `first`. */
export const sizedByFirst = '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"])';

const linkArguments = `(
    "At most 100."
    first: Int! = 100
    "The \`endCursor\` of the page before, or an edge's \`cursor\`."
    after: String
  )`;

/** The type of a table's records, and their pages. */
export function printRecord(parts: GraphParts, table: TypedTable): string {
  const { record, connection, edge } = parts.namesOf(table);
  const columns = table.fields.map((field) =>
    member(
      described({ label: field.label, description: descriptionOf(field) }),
      `${field.name}${shapeOf(parts, field)} ${mayRead}${deprecation(field, "field")}`,
    ),
  );
  return (
    definition(
      described(table),
      `type ${record} implements AirtableRecord @key(fields: "id") @key(fields: "id createdTime")`,
      [recordFields(), ...columns],
    ) +
    definition(`A page of ${record}.`, `type ${connection}`, [
      member("The records of this page.", `nodes: [${record}!]!`),
      member("The records of this page, each with where it stands.", `edges: [${edge}!]!`),
      member("How to go on.", "pageInfo: PageInfo!"),
      member(
        "How many records the whole list has. To count those of a table, all of its pages are read.",
        "totalCount: Int @cost(weight: 10)",
      ),
    ]) +
    definition(`One ${record} of a page.`, `type ${edge}`, [
      member("Where it stands: as `after` it leads to what follows it.", "cursor: String!"),
      member("The record.", `node: ${record}!`),
    ])
  );
}

/** A field's type, with the name of another table's type where it holds links. */
export function outputTypeOf(parts: GraphParts, field: TypedField): string {
  const { value } = field;
  if (value.kind === "list") return `[${itemTypeOf(value.of)}${isComputed(field) ? "" : "!"}]`;
  if (value.kind !== "link") return itemTypeOf(value);
  const linked = parts.linkedTable(field);
  if (value.single) return linked === undefined ? "AirtableRecord" : parts.namesOf(linked).record;
  return linked === undefined ? "RecordConnection" : parts.namesOf(linked).connection;
}

function itemTypeOf(item: ItemType): string {
  if (item.kind === "enum") return item.typeName;
  return item.kind === "scalar" ? item.scalar : item.type;
}

function shapeOf(parts: GraphParts, field: TypedField): string {
  const { value } = field;
  const type = outputTypeOf(parts, field);
  if (value.kind === "link" && !value.single) {
    const size = parts.linkedTable(field) === undefined ? sizedByFirst.replace(', "edges"', "") : sizedByFirst;
    return `${linkArguments}: ${type} ${size}`;
  }
  const isListOfObjects = value.kind === "list" && value.of.kind === "object";
  return `: ${type}${isListOfObjects ? " @listSize(assumedSize: 3)" : ""}`;
}

/** What a client must know of the values that their type does not tell. */
const units: Readonly<Record<string, string>> = {
  percent: "A fraction: 12 % is 0.12.",
  duration: "In seconds.",
  richText: "As Markdown.",
  multipleAttachments: "The files' `url`s expire after some two hours: ask anew rather than keep them.",
};

function descriptionOf({ type, description }: TypedField): string | null {
  const unit = units[type];
  if (unit === undefined) return description;
  return description === null ? unit : `${description}\n\n${unit}`;
}
