import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { FieldModel, TableModel } from "./models.ts";

/** A field by id or name. */
export function lookUpField(table: TableModel, key: string): FieldModel | undefined {
  const byId = table.fields.get(key);
  if (byId !== undefined) return byId;
  for (const field of table.fields.values()) if (field.name === key) return field;
  return undefined;
}

/**
 * The same where there must be one.
 * @throws AirgraphError BAD_USER_INPUT naming the field that is unknown
 */
export function findField(table: TableModel, key: string): FieldModel {
  const field = lookUpField(table, key);
  if (field !== undefined) return field;
  throw new AirgraphError(
    "BAD_USER_INPUT",
    `The table ${JSON.stringify(table.name)} has no field ${JSON.stringify(key)}.`,
    { field: key },
  );
}
