import { type BaseId, baseId, type RecordId, recordId, type TableId, tableId } from "./ids.ts";

/** Where a record is. */
export interface RecordAddress {
  readonly baseId: BaseId;
  readonly tableId: TableId;
  readonly recordId: RecordId;
}

/** The record's `id` in the supergraph: `app…/tbl…/rec…`. */
export function toGlobalId({ baseId: base, tableId: table, recordId: record }: RecordAddress): string {
  return `${base}/${table}/${record}`;
}

/** Undefined for anything that `toGlobalId` would not write. */
export function parseGlobalId(id: string): RecordAddress | undefined {
  const [base, table, record, ...rest] = id.split("/");
  const address = { base: baseId.safeParse(base), table: tableId.safeParse(table), record: recordId.safeParse(record) };
  if (!address.base.success || !address.table.success || !address.record.success || rest.length > 0) return undefined;
  return { baseId: address.base.data, tableId: address.table.data, recordId: address.record.data };
}
