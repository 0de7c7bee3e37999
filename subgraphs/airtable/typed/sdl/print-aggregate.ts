import { aggregateTypeOf, isGroupable } from "../field-uses.ts";
import { aggregateNameOf } from "../naming/derived-names.ts";
import type { TypedTable } from "../typed-graph.ts";
import { definition, deprecation, labelBesideName, mayRead, member } from "./definition.ts";
import type { GraphParts } from "./graph-parts.ts";
import { printFieldNames } from "./print-filter.ts";
import { outputTypeOf } from "./print-record.ts";

/** What the records of a table come to, all together or in groups. */
export function printAggregate(parts: GraphParts, table: TypedTable): string {
  const { record, aggregate, key, groupField } = parts.namesOf(table);
  const groupable = table.fields.filter(isGroupable);
  const aggregates = table.fields.flatMap((field) => {
    const type = aggregateTypeOf(field);
    if (type === undefined) return [];
    return [member(labelBesideName(field), `${aggregateNameOf(field)}: ${type}${deprecation(field, "field")}`)];
  });
  let sdl = definition(`What a group of ${record} comes to.`, `type ${aggregate} ${mayRead}`, [
    ...(groupable.length > 0 ? [member("What the records of the group have in common.", `key: ${key}!`)] : []),
    member("How many records there are.", "count: Int!"),
    ...aggregates,
  ]);
  if (groupable.length === 0) return sdl;
  sdl += definition(
    `What a group of ${record} has in common. Null is what it is not grouped by, and what is empty.`,
    `type ${key} ${mayRead}`,
    groupable.map((field) =>
      member(labelBesideName(field), `${field.name}: ${outputTypeOf(parts, field)}${deprecation(field, "field")}`),
    ),
  );
  return sdl + printFieldNames(groupField, `Fields that ${record} can be grouped by.`, groupable);
}
