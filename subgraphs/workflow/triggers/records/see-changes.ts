import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { askAsPublisher } from "../ask-as-publisher.ts";
import type { PublishedOfKind } from "../published-trigger.ts";
import type { TriggerParts } from "../trigger-parts.ts";
import type { Change, RecordsChanged, SeenChange } from "./change.ts";

const tableQuery = /* GraphQL */ `
  query TableOfTrigger($baseId: ID!, $table: String!) {
    base(id: $baseId) {
      table(key: $table) { id readableFields { id name } }
    }
  }
`;
const table = z.object({ id: z.string(), readableFields: z.array(z.object({ id: z.string(), name: z.string() })) });
const tableAnswer = z.object({ base: z.object({ table: table.nullable() }).nullable() });
type Table = z.infer<typeof table>;

const cellsQuery = /* GraphQL */ `
  query RecordsOfTrigger($ids: [ID!]!) {
    records(ids: $ids) { id cells }
  }
`;
const cellsAnswer = z.object({
  records: z.array(z.object({ id: z.string(), cells: z.record(z.string(), z.unknown()) }).nullable()).nullable(),
});

/** Fails unless some of the table's records may be read. */
const mayReadQuery = /* GraphQL */ `
  query MayReadTableOfTrigger($baseId: ID!, $table: String!) {
    base(id: $baseId) {
      table(key: $table) { records(first: 1) { pageInfo { hasNextPage } } }
    }
  }
`;

/**
 * The changes that a trigger is about, each with its record as it is now, as far as the publisher may see it: of records that
 * they may not read nothing is told, unless they were deleted, and of fields that they may not read nothing either.
 * @throws AirgraphError NOT_FOUND for a table that is not there, or a field that is not there or may not be read
 */
export async function seeChanges(
  parts: TriggerParts,
  found: PublishedOfKind<"record">,
  { baseId, changes }: RecordsChanged,
): Promise<readonly SeenChange[]> {
  const { trigger } = found;
  const ofKinds = changes.filter(({ kind }) => trigger.on.includes(kind));
  if (ofKinds.length === 0 || isOtherTable(trigger.table, ofKinds)) return [];
  const variables = { baseId, table: trigger.table };
  const { base } = tableAnswer.parse(await askAsPublisher(parts, found, { query: tableQuery, variables }));
  const seen = base?.table ?? undefined;
  if (seen === undefined)
    throw new AirgraphError("NOT_FOUND", `There is no table ${JSON.stringify(trigger.table)} in ${baseId}.`);
  const wanted = fieldsWanted(trigger.fields, seen);
  const fields = new Map(seen.readableFields.map((field) => [field.id, field]));
  const about = ofKinds.filter(
    ({ kind, tableId, fieldIds }) =>
      tableId === seen.id &&
      (kind !== "UPDATED" || fieldIds.some((id) => fields.has(id) && (wanted === undefined || wanted.has(id)))),
  );
  const idOf = ({ tableId, recordId }: Change) => `${baseId}/${tableId}/${recordId}`;
  const there = about.filter(({ kind }) => kind !== "DELETED").map(idOf);
  const cells = await readCells(parts, found, [...new Set(there)]);
  if (there.length < about.length) await askAsPublisher(parts, found, { query: mayReadQuery, variables });
  return about.flatMap((change): SeenChange[] => {
    const id = idOf(change);
    const changedFields = change.fieldIds.flatMap((fieldId) => fields.get(fieldId) ?? []);
    if (change.kind === "DELETED") return [{ kind: change.kind, id, cells: null, changedFields }];
    const read = cells.get(id);
    return read === undefined ? [] : [{ kind: change.kind, id, cells: read, changedFields }];
  });
}

/** Whether it is known without asking that none of the changes is of the table. */
function isOtherTable(key: string, changes: readonly Change[]): boolean {
  return /^tbl[0-9A-Za-z]{14}$/.test(key) && changes.every(({ tableId }) => tableId !== key);
}

/** Ids of the fields that a trigger names; undefined when it names none. */
function fieldsWanted(
  keys: readonly string[] | undefined,
  { readableFields: fields }: Table,
): ReadonlySet<string> | undefined {
  if (keys === undefined) return undefined;
  return new Set(
    keys.map((key) => {
      const field = fields.find(({ id }) => id === key) ?? fields.find(({ name }) => name === key);
      if (field === undefined)
        throw new AirgraphError("NOT_FOUND", `There is no field ${JSON.stringify(key)} in the table.`, {
          field: "fields",
        });
      return field.id;
    }),
  );
}

async function readCells(
  parts: TriggerParts,
  found: PublishedOfKind<"record">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  if (ids.length === 0) return new Map();
  const { records } = cellsAnswer.parse(await askAsPublisher(parts, found, { query: cellsQuery, variables: { ids } }));
  return new Map((records ?? []).flatMap((record) => (record === null ? [] : [[record.id, record.cells] as const])));
}
