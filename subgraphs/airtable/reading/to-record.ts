import { toGlobalId } from "../global-id.ts";
import type { RecordModel, RecordNeeds, TableModel } from "../models.ts";
import type { RecordAnswer } from "../upstream/answers.ts";

/**
 * A record of a table as Airtable answered it.
 * @param read what Airtable was asked for; all cells, as a write answers, when absent
 */
export function toRecord(
  table: TableModel,
  { id, createdTime, fields, commentCount }: RecordAnswer,
  read: RecordNeeds = { fields: "all", commentCount: false },
): RecordModel {
  return {
    id: toGlobalId({ baseId: table.baseId, tableId: table.id, recordId: id }),
    recordId: id,
    table,
    createdTime,
    cells: fields,
    // Airtable leaves out a count of none.
    commentCount: commentCount ?? 0,
    read,
  };
}
