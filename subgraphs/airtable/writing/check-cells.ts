import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { findField } from "../find-field.ts";
import type { TableModel } from "../models.ts";
import { checkWritten, type WriteOperation } from "../policies/check-written.ts";
import type { WrittenCells } from "../upstream/calls/records.ts";
import { problemOfCell } from "./check-cell.ts";

/**
 * Cells as a client names them, keyed by field id; every field is known, named once, and may get its value.
 * @param how.operations by which of them the record may come to be written
 * @throws AirgraphError BAD_USER_INPUT or FORBIDDEN naming the field
 */
export function checkCells(
  table: TableModel,
  cells: Readonly<Record<string, unknown>>,
  how: { typecast: boolean; operations: readonly WriteOperation[] },
): WrittenCells {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(cells)) {
    const field = findField(table, key);
    checkWritten(table, field, value, how);
    const problem = field.id in fields ? "is given twice" : problemOfCell(field, value, how.typecast);
    if (problem !== undefined) {
      throw new AirgraphError("BAD_USER_INPUT", `The field ${JSON.stringify(field.name)} ${problem}.`, {
        field: field.name,
      });
    }
    fields[field.id] = value;
  }
  return fields;
}
