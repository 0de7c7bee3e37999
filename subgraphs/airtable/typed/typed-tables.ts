import { refuse } from "../filter/refuse.ts";
import type { FieldModel, TableModel } from "../models.ts";
import type { TypedBase, TypedField, TypedTable } from "./typed-graph.ts";

/** A base's typed tables by Airtable's ids. */
export function tablesOf({ tables }: TypedBase): ReadonlyMap<string, TypedTable> {
  return new Map(tables.map((table) => [table.id, table]));
}

/** A column that a client named. */
export interface NamedColumn {
  readonly field: FieldModel;
  readonly typedField: TypedField;
}

/**
 * @param path where it is named
 * @throws AirgraphError BAD_USER_INPUT when Airtable has it no longer, which the graph may not know yet, or when it is hidden
 */
export function columnOf(table: TableModel, typed: TypedTable, name: string, path: string): NamedColumn {
  const typedField = typed.fields.find((one) => one.name === name);
  const field = typedField && !typedField.removed ? table.fields.get(typedField.id) : undefined;
  if (typedField !== undefined && field !== undefined) return { field, typedField };
  throw refuse(path, `Airtable has the field ${JSON.stringify(typedField?.label ?? name)} no longer`);
}
