import { InvalidFormulaError } from "../formula/invalid-formula-error.ts";
import { referenceFieldsById } from "../formula/reference-by-id.ts";
import { fieldResolver } from "./computed-fields.ts";
import { type Field, findField, type Table, type View } from "./model.ts";

/**
 * Rewrites the field names in a table's formulas and views to ids, so that a renamed field stays referenced.
 *
 * @param table a table whose fields are complete
 * @param views its views as written
 */
export function keepReferencesById(table: Table, views: readonly View[]): Table {
  for (const field of table.fields.values()) {
    if (field.type !== "formula") continue;
    const kept: Field = { ...field, options: { ...field.options, formula: formulaById(table, field.options.formula) } };
    table.fields.set(field.id, kept);
    table.fieldsByName.set(field.name, kept);
    if (table.primaryField.id === field.id) table.primaryField = kept;
  }
  return { ...table, views: views.map((view) => viewById(table, view)) };
}

/** A formula with `{fld…}` for every field it names; as it is when it cannot be read or a name is unknown. */
export function formulaById(table: Table, formula: string): string {
  try {
    return referenceFieldsById(formula, fieldResolver(table));
  } catch (error) {
    if (error instanceof InvalidFormulaError) return formula;
    throw error;
  }
}

function viewById(table: Table, view: View): View {
  return {
    ...view,
    ...(view.filterByFormula === undefined ? {} : { filterByFormula: formulaById(table, view.filterByFormula) }),
    sort: view.sort.map((key) => ({ ...key, field: findField(table, key.field)?.id ?? key.field })),
  };
}
