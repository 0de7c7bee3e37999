import { z } from "zod";
import { type BaseId, type FieldId, type RecordId, recordId, type TableId } from "../ids.ts";
import { listTables } from "../list-tables.ts";
import type { TableModel } from "../models.ts";
import { beyondPolicies } from "../policies/beyond-policies.ts";
import { reachBase } from "../reach-base.ts";
import { withCurrentSchema } from "../reading/with-current-schema.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import type { Filter, LinkCondition } from "./parse-filter.ts";
import { refuse } from "./refuse.ts";

/** The records that meet each condition on links. */
export type LinkingRecords = ReadonlyMap<LinkCondition, readonly RecordId[]>;

/** Records that one condition may come to: a formula names each of them. */
const maximumRecords = 500;

/** Linked records that a whole filter may name, and records that its conditions may come to: a hundred cost a call. */
const maximumTotal = { named: 500, found: 2_000 } as const;

const linkCell = z.array(recordId);

/**
 * Finds the records that link to others. Formulas see the names of linked records and not their ids, so it is asked the
 * other way round: the linked records are read, and their cells of the inverse field hold the records that link to them.
 * That says nothing that cells of the link field do not say, so it is read beyond data policies.
 * @throws AirgraphError BAD_USER_INPUT when the field has no inverse, or more than 500 records meet a condition; and those
 * of reading records
 */
export async function resolveLinks(
  airtable: TenantAirtable,
  table: TableModel,
  filter: Filter,
): Promise<LinkingRecords> {
  const conditions = linkConditions(filter);
  checkTotal("names", conditions, maximumTotal.named);
  const backwards = conditions.map((condition) => ({
    tableId: condition.link.linkedTableId,
    fieldId: inverseOf(condition),
    ids: condition.ids,
  }));
  const linking = await readLinks(airtable, table, backwards);
  const candidates = conditions.map((condition, index) => combine(condition, linking[index] ?? []));

  checkTotal(
    "finds",
    candidates.map((found) => ({ ids: found })),
    maximumTotal.found,
  );
  // What else a record links to only its own cell tells.
  const forwards = conditions.map(({ has, field }, index) => ({
    tableId: table.id,
    fieldId: field.id,
    ids: has === "exactly" ? (candidates[index] ?? []) : [],
  }));
  const linked = await readLinks(airtable, table, forwards);
  return new Map(
    conditions.map((condition, index) => {
      const of = candidates[index] ?? [];
      const exact = of.filter((_id, at) => linked[index]?.[at]?.length === condition.ids.length);
      return [condition, condition.has === "exactly" ? exact : of];
    }),
  );
}

function checkTotal(verb: string, of: readonly { readonly ids: readonly RecordId[] }[], most: number): void {
  const total = of.reduce((sum, { ids }) => sum + ids.length, 0);
  if (total > most) throw refuse("filter", `${verb} ${total} records by links, and ${most} are the most`);
}

function linkConditions(filter: Filter): LinkCondition[] {
  switch (filter.kind) {
    case "all":
    case "any":
      return filter.of.flatMap(linkConditions);
    case "not":
      return linkConditions(filter.of);
    case "links":
      return [filter];
    case "formula":
    case "me":
      return [];
  }
}

function inverseOf({ link, field, path }: LinkCondition): FieldId {
  if (link.inverseFieldId !== undefined) return link.inverseFieldId;
  throw refuse(
    path,
    `the field ${JSON.stringify(field.name)} has no inverse field in the linked table, so the records that link to others can't be found`,
  );
}

/** @param linking for each id of the condition the records that link to it */
function combine({ has, path, ids }: LinkCondition, linking: readonly (readonly RecordId[])[]): readonly RecordId[] {
  // Of all records, those that link to all of nothing are not to be named one by one.
  const [first = [], ...others] = linking;
  const sets = others.map((records) => new Set(records));
  const records = has === "any" ? [...new Set(linking.flat())] : first.filter((id) => sets.every((set) => set.has(id)));
  if (records.length <= maximumRecords) return records;
  throw refuse(
    path,
    `${records.length} records link to ${ids.length === 1 ? "this one" : "these"}, and a filter can name ${maximumRecords} at most; read linkedRecords of the linked record instead`,
  );
}

interface LinkCells {
  readonly tableId: TableId;
  readonly fieldId: FieldId;
  readonly ids: readonly RecordId[];
}

/**
 * Cells of link fields, together where they are in one table.
 * @returns for each, in order, what each record's cell holds; nothing for one that is gone
 */
async function readLinks(
  airtable: TenantAirtable,
  { baseId }: TableModel,
  wanted: readonly LinkCells[],
): Promise<RecordId[][][]> {
  const tableIds = [...new Set(wanted.filter(({ ids }) => ids.length > 0).map(({ tableId }) => tableId))];
  const read = await Promise.all(
    tableIds.map(async (id) => {
      const inTable = wanted.filter(({ tableId }) => tableId === id);
      return [id, await readCells(airtable, baseId, id, inTable)] as const;
    }),
  );
  const cells = new Map(read);
  return wanted.map(({ tableId, fieldId, ids }) =>
    ids.map((id) => linkCell.parse(cells.get(tableId)?.get(id)?.[fieldId] ?? [])),
  );
}

async function readCells(
  airtable: TenantAirtable,
  baseId: BaseId,
  tableId: TableId,
  wanted: readonly LinkCells[],
): Promise<ReadonlyMap<RecordId, Readonly<Record<string, unknown>>>> {
  const whole = beyondPolicies(airtable);
  const known = (await listTables(whole, baseId)).get(tableId);
  if (known === undefined) return new Map();
  const { access } = await reachBase(whole, baseId);
  const needs = { fields: new Set(wanted.map(({ fieldId }) => fieldId)), commentCount: false };
  const ids = wanted.flatMap((one) => one.ids);
  return withCurrentSchema(whole, known, async (table) => {
    const records = await airtable.reads.records(access, table, ids, needs);
    return new Map(
      [...records].map(([id, record]) => {
        if (record instanceof Error) throw record;
        return [id, record.answer.fields];
      }),
    );
  });
}
