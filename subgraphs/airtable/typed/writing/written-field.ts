import { lookUpField } from "../../find-field.ts";
import type { TableModel } from "../../models.ts";
import type { WriteError } from "../../writing/write-result.ts";
import type { PlannedRecord } from "./planned-record.ts";

/**
 * An error of a record as a typed client is told it: the field by its name in GraphQL, at its place in the input.
 * @param current the table as Airtable has it, which use cases name fields by
 */
export function namingTypedField(
  error: WriteError,
  { table, at }: Pick<PlannedRecord, "table" | "at">,
  current: TableModel | undefined,
): WriteError {
  const id = error.field === null ? undefined : ((current && lookUpField(current, error.field)?.id) ?? error.field);
  const field = table.fields.find((one) => one.id === id);
  const name = field === undefined ? error.field : `${at}${field.name}`;
  if (at === "") return { ...error, field: name };
  const place = at.slice(0, -1);
  return { ...error, field: name ?? place, message: `${place} could not be created: ${error.message}` };
}
