import { isGroupable, isSortable } from "../field-uses.ts";
import { queryNamesOf, subscriptionNameOf, typeNamesOfBase } from "../naming/derived-names.ts";
import type { TypedBase, TypedTable } from "../typed-graph.ts";
import { definition, deprecation, mayRead, member, tableNamed } from "./definition.ts";
import type { GraphParts } from "./graph-parts.ts";
import { printAggregate } from "./print-aggregate.ts";
import { printChoices } from "./print-choices.ts";
import { printFilter } from "./print-filter.ts";
import { printRecord, sizedByFirst } from "./print-record.ts";
import { printLinkInputs, printMutations, printWriteTypes } from "./print-writes.ts";

/** All types of a base. */
export function printBase(parts: GraphParts, base: TypedBase): string {
  const { queries, mutations } = typeNamesOfBase(base);
  const writes = base.tables.flatMap((table) => printMutations(parts, table));
  return [
    definition(`The tables of the base ${base.label}.`, `type ${queries} ${mayRead}`, [
      member("The base itself.", "base: Base"),
      ...base.tables.flatMap((table) => printQueries(parts, table)),
    ]),
    writes.length === 0
      ? ""
      : definition(
          `What can be done in the base ${base.label}. The fields are carried out one after the other.`,
          `type ${mutations}`,
          writes,
        ),
    ...base.tables.flatMap((table) => [
      printRecord(parts, table),
      printFilter(parts, table),
      printAggregate(parts, table),
      printWriteTypes(parts, table),
      printLinkInputs(parts, table),
      printChange(parts, table),
    ]),
    ...parts.enumsOf(base).map(printChoices),
  ].join("");
}

function printQueries(parts: GraphParts, table: TypedTable): string[] {
  const { one, many, aggregate } = queryNamesOf(table);
  const names = parts.namesOf(table);
  const gone = deprecation(table, "table");
  const groupBy = `
    "The fields whose values make a group; one group of all records when absent."
    groupBy: [${names.groupField}!]`;
  const sort = `
    "By the first key, then by the next. Each names exactly one field."
    sort: [${names.sort}!]`;
  return [
    member(
      `Records of ${tableNamed(table)}, in the order of \`sort\`, else of the view, else of Airtable's choosing.`,
      `${many}(
    "At most 100."
    first: Int! = 50
    "The \`endCursor\` of the page before, or an edge's \`cursor\`."
    after: String${printChoice(names.filter)}${table.fields.some(isSortable) ? sort : ""}
    "How pages go on while records change."
    paging: Paging! = SNAPSHOT
  ): ${names.connection} ${sizedByFirst}${gone}`,
    ),
    member(
      `One record of ${tableNamed(table)}.`,
      `${one}(
    "Its \`id\`, or Airtable's (\`rec…\`)."
    id: ID!
  ): ${names.record}${gone}`,
    ),
    member(
      `What the records of ${tableNamed(table)} come to. All of those chosen are read for it.`,
      `${aggregate}(${printChoice(names.filter)}${table.fields.some(isGroupable) ? groupBy : ""}
  ): [${names.aggregate}!] @cost(weight: 5) @listSize(assumedSize: 20)${gone}`,
    ),
  ];
}

/** Arguments that say which records. */
function printChoice(filter: string): string {
  return `
    "Which records; all of them when absent."
    filter: ${filter}
    "Only records with this text in one of their cells, in whatever case."
    search: String
    "Id (\`viw…\`) or name of a view that restricts, and orders."
    view: String`;
}

/** The root field that tells the changes of a table. */
export function printSubscription(parts: GraphParts, base: TypedBase, table: TypedTable): string {
  const { filter, change } = parts.namesOf(table);
  return member(
    `Records of ${tableNamed(table)} that were created, changed or deleted, whoever did it. With \`after\` nothing is missed across a reconnect.`,
    `${subscriptionNameOf(base, table)}(
    "Only records that are such after the change; of deletions all are told."
    filter: ${filter}
    "The \`cursor\` of the last event that was received; from now on when absent."
    after: String
  ): ${change}! ${mayRead} @tag(name: "from-now-on")${deprecation(table, "table")}`,
  );
}

function printChange(parts: GraphParts, table: TypedTable): string {
  const { record, change, field } = parts.namesOf(table);
  return definition(`A change of a ${record}.`, `type ${change}`, [
    member("To be passed as `after`.", "cursor: String!"),
    member("What happened; null when there is no more to tell than `changesMissed`.", "kind: RecordChangeKind"),
    member("The record's global `id`.", "id: ID"),
    member("As it is now; null when it has been deleted.", `record: ${record}`),
    ...(table.fields.length === 0
      ? []
      : [
          member(
            "The fields that were changed, as far as they still exist; empty unless it was updated.",
            `changedFields: [${field}!]`,
          ),
        ]),
    member("When it happened.", "at: DateTime"),
    member(
      "Where it came from, in Airtable's words: client, publicApi, automation, formSubmission and others. Null for a deletion, when you may not read all records of the table.",
      "source: String",
    ),
    member(
      "Who did it, if it was a person. Null for a deletion, when you may not read all records of the table.",
      "actor: Collaborator",
    ),
    member(
      "Changes before this one may have gone unnoticed, because Airtable's webhook was gone for a while: read afresh what you show.",
      "changesMissed: Boolean!",
    ),
  ]);
}
