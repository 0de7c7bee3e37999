import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { findField } from "../find-field.ts";
import type { TableModel } from "../models.ts";
import type { WrittenCells } from "../upstream/calls/records.ts";
import { problemOfCell } from "./check-cell.ts";

/**
 * Cells as a client names them, keyed by field id; every field is known, named once, and may get its value.
 * @throws AirgraphError BAD_USER_INPUT naming the field
 */
export function checkCells(
  table: TableModel,
  cells: Readonly<Record<string, unknown>>,
  { typecast }: { typecast: boolean },
): WrittenCells {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(cells)) {
    const field = findField(table, key);
    const problem = field.id in fields ? "is given twice" : problemOfCell(field, value, typecast);
    if (problem !== undefined) {
      throw new AirgraphError("BAD_USER_INPUT", `The field ${JSON.stringify(field.name)} ${problem}.`, {
        field: field.name,
      });
    }
    fields[field.id] = value;
  }
  return fields;
}
