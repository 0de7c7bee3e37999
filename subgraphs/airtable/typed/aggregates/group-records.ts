import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { FieldId } from "../../ids.ts";
import type { TableModel } from "../../models.ts";
import { checkReadAsText, findReadableField } from "../../policies/denials.ts";
import { chooseRecords, type RecordsRequest } from "../../reading/chosen-records.ts";
import { scanChosen } from "../../reading/scan-chosen.ts";
import { withCurrentSchema } from "../../reading/with-current-schema.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import { aggregateTypeOf } from "../field-uses.ts";
import type { TypedField } from "../typed-graph.ts";
import type { NamedColumn } from "../typed-tables.ts";
import {
  type ColumnTotal,
  createMomentTotal,
  createNumberTotal,
  readDayCell,
  readInstantCell,
} from "./column-total.ts";
import { createGroupKeys, type GroupKey } from "./group-keys.ts";

/** What records come to that have some cells in common. */
export interface Group {
  readonly table: TableModel;
  readonly key: GroupKey;
  readonly count: number;
  readonly totals: ReadonlyMap<FieldId, ColumnTotal>;
}

export interface GroupRequest extends Pick<RecordsRequest, "where" | "search" | "view"> {
  readonly groupBy: readonly NamedColumn[];
  /** Columns that are summed up. */
  readonly columns: readonly TypedField[];
}

/** What all aggregates of one operation hold in memory: several of them may read the same pages, at no more calls. */
const most = {
  groups: 10_000,
  /** Of some 300 bytes each: a table may have hundreds of columns to sum up. */
  totals: 200_000,
  /** Characters of keys: a cell of text may have a hundred thousand. */
  keyText: 10_000_000,
};

/**
 * Reads all the records that are meant and sums them up as they come: what is held is a total for each group. Columns that the
 * caller may not read are not summed up.
 * @returns groups in the order of their keys; one of all records where nothing is grouped by
 * @throws AirgraphError COST_LIMIT_EXCEEDED for too many records or groups; FORBIDDEN for a field that it groups by and the
 * caller may not read; and those of reading records
 */
export async function groupRecords(
  airtable: TenantAirtable,
  table: TableModel,
  request: GroupRequest,
): Promise<readonly Group[]> {
  for (const { field } of request.groupBy) checkReadAsText(table, findReadableField(table, field.id));
  return withCurrentSchema(airtable, table, async (current) => group(airtable, current, request));
}

async function group(airtable: TenantAirtable, table: TableModel, request: GroupRequest): Promise<readonly Group[]> {
  const { groupBy, columns, ...choice } = request;
  const keys = createGroupKeys(groupBy);
  const asked = [...groupBy.map(({ field }) => field.id), ...columns.map(({ id }) => id)];
  const held = heldBy(airtable);
  const groups = new Map<string, MutableGroup>();
  const groupOf = (cells: Readonly<Record<string, unknown>>): MutableGroup => {
    const key = keys.of(cells);
    const known = groups.get(key.text);
    if (known !== undefined) return known;
    held.groups += 1;
    held.totals += columns.length;
    held.keyText += key.text.length;
    if (held.groups > most.groups || held.totals > most.totals || held.keyText > most.keyText) throw tooManyGroups();
    const made = { table, key, count: 0, totals: new Map(columns.map((column) => [column.id, createTotal(column)])) };
    groups.set(key.text, made);
    return made;
  };
  if (groupBy.length === 0) groupOf({});

  const chosen = await chooseRecords(airtable, table, choice, { keys: new Set(asked), commentCount: false });
  if (chosen !== undefined) {
    for await (const records of scanChosen(airtable, chosen)) {
      for (const { fields } of records) {
        const found = groupOf(fields);
        found.count += 1;
        for (const [id, total] of found.totals) total.add(fields[id]);
      }
    }
  }
  return [...groups.values()].sort((one, other) => keys.compare(one.key, other.key));
}

interface MutableGroup extends Group {
  count: number;
}

function createTotal(column: TypedField): ColumnTotal {
  switch (aggregateTypeOf(column)) {
    case "DateAggregate":
      return createMomentTotal(readDayCell);
    case "DateTimeAggregate":
      return createMomentTotal(readInstantCell);
    case "NumberAggregate":
    case undefined:
      return createNumberTotal();
  }
}

const heldOf = new WeakMap<TenantAirtable, Record<keyof typeof most, number>>();

/** @param airtable one for each operation */
function heldBy(airtable: TenantAirtable): Record<keyof typeof most, number> {
  const held = heldOf.get(airtable) ?? { groups: 0, totals: 0, keyText: 0 };
  heldOf.set(airtable, held);
  return held;
}

function tooManyGroups(): AirgraphError {
  return new AirgraphError(
    "COST_LIMIT_EXCEEDED",
    `An operation has ${most.groups} groups at most, and fewer where many fields are summed up or long texts grouped by; group by fields with fewer values, or narrow it by a filter.`,
    { field: "groupBy" },
  );
}
