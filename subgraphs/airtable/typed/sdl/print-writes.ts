import { isKey } from "../field-uses.ts";
import { mutationNamesOf } from "../naming/derived-names.ts";
import type { ItemType, TypedField, TypedTable } from "../typed-graph.ts";
import { definition, deprecation, labelBesideName, member, tableNamed } from "./definition.ts";
import type { GraphParts } from "./graph-parts.ts";
import { printFieldNames } from "./print-filter.ts";

const typecast = `"Lets Airtable convert values, for example text into a number or a new choice."
    typecast: Boolean! = false`;

/** Whether records of a table can be created at all, that is with anything in them. */
function isCreatable({ fields }: TypedTable): boolean {
  return fields.some(({ readOnly }) => !readOnly);
}

/** The fields of a base's mutations that write records of a table. */
export function printMutations(parts: GraphParts, table: TypedTable): string[] {
  const { createInput, updateInput, keyField, allWritten } = parts.namesOf(table);
  const names = mutationNamesOf(table);
  const named = tableNamed(table);
  const gone = deprecation(table, "table");
  // A record is of inputs that may all be left out, so what a list of them costs at most is not to be told from it.
  const written = `${allWritten} @cost(weight: 100)${gone}`;
  const remove = member(
    `Deletes up to 1000 records of ${named}.`,
    `${names.delete}(
    "The records' \`id\`s."
    ids: [ID!]!
  ): ${allWritten} @cost(weight: 100)${gone}`,
  );
  if (!isCreatable(table)) return [remove];
  const upsert = member(
    `Updates the records of ${named} that match by key fields and creates those that don't, up to 1000.`,
    `${names.upsert}(
    "One to three fields that tell which record is meant. More than one match fails."
    on: [${keyField}!]!
    "At most 1000."
    input: [${createInput}!]!
    "Clears the cells of a matched record that are not given."
    replace: Boolean! = false
    ${typecast}
  ): ${written}`,
  );
  return [
    member(
      `Creates up to 1000 records in ${named}. One that fails does not hold up the others.`,
      `${names.create}(
    "At most 1000."
    input: [${createInput}!]!
    ${typecast}
  ): ${written}`,
    ),
    member(
      `Changes the given cells of up to 1000 records of ${named}; null clears a cell.`,
      `${names.update}(
    "At most 1000, each of them once."
    input: [${updateInput}!]!
    ${typecast}
  ): ${written}`,
    ),
    member(
      `Writes up to 1000 records of ${named} anew: cells that are not given are cleared.`,
      `${names.replace}(
    "At most 1000, each of them once."
    input: [${updateInput}!]!
    ${typecast}
  ): ${written}`,
    ),
    ...(table.fields.some(isKeyField) ? [upsert] : []),
    remove,
  ];
}

/** What is given to those mutations, and what they answer with. */
export function printWriteTypes(parts: GraphParts, table: TypedTable): string {
  const { record, createInput, updateInput, keyField, allWritten, written } = parts.namesOf(table);
  const writable = table.fields.filter(({ readOnly }) => !readOnly);
  const keys = table.fields.filter(isKeyField);
  const outcomes =
    definition(`What became of the ${record} of one mutation.`, `type ${allWritten}`, [
      member("One for each record given, in that order.", `results: [${written}!]! @listSize(assumedSize: 100)`),
      member("How many were written.", "succeeded: Int!"),
      member("How many were not, or not for certain.", "failed: Int!"),
    ]) +
    definition(`What became of one ${record} of a mutation.`, `type ${written}`, [
      member("What became of it.", "outcome: WriteRecordOutcome!"),
      member("The record's global `id`; null when it was to be created and was not.", "id: ID"),
      member(
        "As Airtable stored it, computed cells included; null when it was deleted or not written, or you may not read it.",
        `record: ${record}`,
      ),
      member("Why it was not written.", "error: WriteRecordError"),
    ]);
  if (writable.length === 0) return outcomes;
  // Most records name it; a field of which every record counts there is not.
  const counted = writable.find(({ id }) => id === table.primaryFieldId) ?? writable[0];
  const cells = (countedField: TypedField | undefined) =>
    writable.map((field) =>
      member(
        labelBesideName(field),
        `${field.name}: ${inputTypeOf(parts, field)}${field === countedField ? " @cost(weight: 1)" : ""}${deprecation(field, "field")}`,
      ),
    );
  return (
    outcomes +
    definition(`A ${record} to be created.`, `input ${createInput}`, cells(counted)) +
    definition(`A ${record} to be changed.`, `input ${updateInput}`, [
      member("The record's `id`.", "id: ID! @cost(weight: 1)"),
      ...cells(undefined),
    ]) +
    (keys.length > 0 ? printFieldNames(keyField, `Fields that a ${record} can be found by.`, keys) : "")
  );
}

const createdFirst =
  "created before the record that links to them. If that is not written, they are deleted again, or its `error` names those that are still there.";
const whatStays =
  "What is linked already stays in an update without `set` only; which record an upsert meets is not known, so it needs `set`.";

/** How records of a table are linked, where other records that are written name them. */
export function printLinkInputs(parts: GraphParts, table: TypedTable): string {
  const { record, createInput, linkOne, linkMany } = parts.namesOf(table);
  const needs = parts.needsOf(table);
  let sdl = "";
  if (needs.linkOne) {
    sdl += definition(`Which ${record} to link, by exactly one of these.`, `input ${linkOne}`, [
      member("This one, by its `id`.", "connect: ID"),
      ...(isCreatable(table) ? [member(`This one, ${createdFirst}`, `create: ${createInput}`)] : []),
      member("None.", "disconnect: Boolean"),
    ]);
  }
  if (needs.linkMany) {
    sdl += definition(`Which ${record} to link. ${whatStays}`, `input ${linkMany}`, [
      member("These besides those that are linked, by their `id`.", "connect: [ID!]"),
      ...(isCreatable(table)
        ? [member(`These besides those that are linked, ${createdFirst}`, `create: [${createInput}!]`)]
        : []),
      member("These no longer, by their `id`.", "disconnect: [ID!]"),
      member("These and no others, by their `id`.", "set: [ID!]"),
    ]);
  }
  return sdl;
}

function isKeyField(field: TypedField): boolean {
  return !field.readOnly && isKey(field);
}

function inputTypeOf(parts: GraphParts, field: TypedField): string {
  const { value } = field;
  if (value.kind === "list") return `[${itemInputOf(value.of)}!]`;
  if (value.kind !== "link") return itemInputOf(value);
  const linked = parts.linkedTable(field);
  if (linked === undefined) return value.single ? "RecordLinkOne" : "RecordLinkMany";
  const { linkOne, linkMany } = parts.namesOf(linked);
  return value.single ? linkOne : linkMany;
}

function itemInputOf(item: ItemType): string {
  if (item.kind === "enum") return item.typeName;
  return item.kind === "scalar" ? item.scalar : `${item.type}Input`;
}
