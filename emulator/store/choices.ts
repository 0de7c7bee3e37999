import type { Field, SelectField } from "./model.ts";

/** Names by id, per list of choices. A list only ever grows, so a name is read once. */
const namesOf = new WeakMap<readonly { readonly id: string; readonly name: string }[], Map<string, string>>();

export function isSelect(field: Field): field is SelectField {
  return field.type === "singleSelect" || field.type === "multipleSelects";
}

/** The name of a choice; its id when the choice is gone. */
export function choiceName(field: SelectField, id: string): string {
  return choiceNames(field).get(id) ?? id;
}

/** The names of a field's choices by id. */
function choiceNames(field: SelectField): ReadonlyMap<string, string> {
  const { choices } = field.options;
  const known = namesOf.get(choices);
  if (known?.size === choices.length) return known;
  const names = new Map(choices.map((choice) => [choice.id, choice.name]));
  namesOf.set(choices, names);
  return names;
}
