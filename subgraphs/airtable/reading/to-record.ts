import { toGlobalId } from "../global-id.ts";
import type { RecordModel, RecordNeeds, TableModel } from "../models.ts";
import { mayReadField, readsAll } from "../policies/denials.ts";
import type { RecordAnswer } from "../upstream/answers.ts";
import { everyCell, needsOf } from "./record-needs.ts";

/**
 * A record of a table as Airtable answered it, without the cells that the caller may not read.
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
    cells: readsAll(table) ? fields : readableOf(table, fields),
    // Airtable leaves out a count of none.
    commentCount: commentCount ?? 0,
    read: readsAll(table) ? read : { ...read, fields: readableNeeds(table, read) },
  };
}

/** Others who read the record at the same time may have asked for more than this caller may read. */
function readableOf(table: TableModel, cells: RecordAnswer["fields"]): RecordAnswer["fields"] {
  const readable: Record<string, unknown> = {};
  for (const { id } of table.fields.values()) {
    if (id in cells && mayReadField(table, { id })) readable[id] = cells[id];
  }
  return readable;
}

function readableNeeds(table: TableModel, { fields }: RecordNeeds): RecordNeeds["fields"] {
  const all = needsOf(table, everyCell).fields;
  if (fields === "all" || all === "all") return all;
  return new Set([...fields].filter((id) => all.has(id)));
}
