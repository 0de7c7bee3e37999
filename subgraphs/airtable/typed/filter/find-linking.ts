import { z } from "zod";
import { fieldKind } from "../../filter/field-kind.ts";
import { type FieldId, type RecordId, recordId } from "../../ids.ts";
import type { Loaders } from "../../loaders.ts";
import type { TableModel } from "../../models.ts";
import { type ChosenRecords, chooseRecords, type Where } from "../../reading/chosen-records.ts";
import { scanChosen } from "../../reading/scan-chosen.ts";
import { toRecord } from "../../reading/to-record.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import type { RecordAnswer } from "../../upstream/answers.ts";
import type { LinkedCondition } from "./typed-filter.ts";

/** What a filter across links is resolved with, in one operation. */
export interface LinkReading {
  readonly airtable: TenantAirtable;
  readonly loaders: Loaders;
  /** What the operation selects of records: those that are read here need not be read again. */
  readonly cells: ReadonlySet<string>;
}

/** Linked records that one condition may be met by, at a call for a hundred. */
const mostLinked = 10_000;

const linkCell = z.array(recordId);

/**
 * The records that link to one which meets a condition. Formulas see the names of linked records and not their ids, so it is
 * asked the other way round: the linked records are read, and their cells of the inverse field hold the records that link to
 * them. Those cells say nothing that the link field itself does not say, so they are read whoever may not see them. A link
 * without an inverse is looked up in the cells of the link field.
 * @param where what the linked records must meet
 * @throws AirgraphError COST_LIMIT_EXCEEDED when too many meet it; and those of reading records
 */
export async function findLinking(
  reading: LinkReading,
  condition: LinkedCondition,
  where: Where,
): Promise<ReadonlySet<RecordId>> {
  const { table, field } = condition;
  const kind = fieldKind(field);
  const inverse = kind.kind === "links" ? kind.inverseFieldId : undefined;
  const linking = new Set<RecordId>();
  if (inverse !== undefined) {
    for await (const { fields } of linkedRecords(reading, condition, where, [inverse]))
      for (const id of linkCell.parse(fields[inverse] ?? [])) linking.add(id);
    return linking;
  }
  const linked = new Set<RecordId>();
  for await (const { id } of linkedRecords(reading, condition, where, [])) linked.add(id);
  if (linked.size === 0) return linking;
  // A formula that asks for links at all would leave out those to records without a name.
  for await (const { id, fields } of recordsOf(reading, table, undefined, [field.id], new Set()))
    if (linkCell.parse(fields[field.id] ?? []).some((one) => linked.has(one))) linking.add(id);
  return linking;
}

async function* linkedRecords(
  reading: LinkReading,
  { linkedTable, shown }: LinkedCondition,
  where: Where,
  fields: readonly FieldId[],
): AsyncGenerator<RecordAnswer> {
  const elsewhere = shown ? reading.cells : new Set<string>();
  yield* recordsOf(reading, linkedTable, where, fields, elsewhere);
}

async function* recordsOf(
  { airtable, loaders }: LinkReading,
  table: TableModel,
  where: Where | undefined,
  fields: readonly FieldId[],
  elsewhere: ReadonlySet<string>,
): AsyncGenerator<RecordAnswer> {
  const selection = { keys: new Set(fields), commentCount: false, elsewhere };
  const chosen = await chooseRecords(airtable, table, { where: async () => where }, selection);
  if (chosen === undefined) return;
  for await (const records of scanChosen(airtable, besides(chosen, fields), mostLinked)) {
    for (const record of records) {
      if (elsewhere.size > 0) loaders.record.prime(...entryOf(chosen, record));
      yield record;
    }
  }
}

function entryOf({ table, needs }: ChosenRecords, answer: RecordAnswer) {
  const record = toRecord(table, answer, needs);
  return [record.id, record] as const;
}

/** With cells that decide, and are not shown to who may not read them. */
function besides(chosen: ChosenRecords, fields: readonly FieldId[]): ChosenRecords {
  const { needs, query } = chosen;
  const asked = needs.fields === "all" ? [] : [...new Set([...needs.fields, ...fields])].sort();
  return asked.length === 0 ? chosen : { ...chosen, query: { ...query, fields: asked } };
}
