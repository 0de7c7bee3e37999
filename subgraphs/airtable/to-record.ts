import { toGlobalId } from "./global-id.ts";
import type { RecordModel, TableModel } from "./models.ts";
import type { RecordAnswer } from "./upstream/answers.ts";

/** A record of a table as Airtable answered it. */
export function toRecord(table: TableModel, { id, createdTime, fields }: RecordAnswer): RecordModel {
  return {
    id: toGlobalId({ baseId: table.baseId, tableId: table.id, recordId: id }),
    recordId: id,
    table,
    createdTime,
    cells: new Map(Object.entries(fields)),
  };
}
