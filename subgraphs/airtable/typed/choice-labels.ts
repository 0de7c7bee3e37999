import { z } from "zod";
import type { FieldModel } from "../models.ts";
import type { EnumType } from "./typed-graph.ts";

const choice = z.object({ id: z.string(), name: z.string() });
const fieldOptions = z.object({
  choices: z.array(choice).optional(),
  result: z.object({ options: z.object({ choices: z.array(choice) }) }).optional(),
});

/** The choices of a field as Airtable has them now, for a graph may be older: cells hold labels, which people change. */
function choicesNow({ options }: FieldModel): readonly z.infer<typeof choice>[] {
  const parsed = fieldOptions.safeParse(options);
  return parsed.success ? (parsed.data.choices ?? parsed.data.result?.options.choices ?? []) : [];
}

/** What a choice is called in cells now. */
export function labelOf(field: FieldModel, { choices }: EnumType, name: string): string | undefined {
  const named = choices.find((one) => one.name === name);
  return named && (choicesNow(field).find(({ id }) => id === named.id)?.name ?? named.label);
}

/** The graph's name of the choice that a cell holds; undefined when the graph does not know it. */
export function choiceName(field: FieldModel, { choices }: EnumType, label: string): string | undefined {
  const now = choicesNow(field).find(({ name }) => name === label);
  const known = choices.find(({ id }) => id === now?.id) ?? choices.find((one) => one.label === label);
  return known?.name;
}

/** The place of each label among a field's choices as Airtable has them now. */
export function choiceOrder(field: FieldModel): ReadonlyMap<string, number> {
  return new Map(choicesNow(field).map(({ name }, index) => [name, index]));
}
