import { z } from "zod";
import type { FieldModel } from "../models.ts";
import type { EnumType } from "./typed-graph.ts";

const choice = z.object({ id: z.string(), name: z.string() });
const fieldOptions = z.object({
  choices: z.array(choice).optional(),
  result: z.object({ options: z.object({ choices: z.array(choice) }) }).optional(),
});

/** The choices of a field as Airtable has them now, for a graph may be older: cells hold labels, which people change. */
interface ChoicesNow {
  readonly labels: readonly string[];
  readonly ids: ReadonlyMap<string, string>;
  readonly byId: ReadonlyMap<string, string>;
}

/** Looked at for each cell. */
const knownOfField = new WeakMap<FieldModel, ChoicesNow>();

function choicesNow(field: FieldModel): ChoicesNow {
  const known = knownOfField.get(field);
  if (known !== undefined) return known;
  const parsed = fieldOptions.safeParse(field.options);
  const choices = parsed.success ? (parsed.data.choices ?? parsed.data.result?.options.choices ?? []) : [];
  const now = {
    labels: choices.map(({ name }) => name),
    ids: new Map(choices.map(({ id, name }) => [name, id])),
    byId: new Map(choices.map(({ id, name }) => [id, name])),
  };
  knownOfField.set(field, now);
  return now;
}

/** Names of an enum's choices. */
interface NamesOf {
  readonly byId: ReadonlyMap<string, string>;
  readonly byLabel: ReadonlyMap<string, string>;
}

const knownOfEnum = new WeakMap<EnumType, NamesOf>();

function namesOf(type: EnumType): NamesOf {
  const known = knownOfEnum.get(type);
  if (known !== undefined) return known;
  const names = {
    byId: new Map(type.choices.map(({ id, name }) => [id, name])),
    byLabel: new Map(type.choices.map(({ label, name }) => [label, name])),
  };
  knownOfEnum.set(type, names);
  return names;
}

/** What a choice is called in cells now. */
export function labelOf(field: FieldModel, { choices }: EnumType, name: string): string | undefined {
  const named = choices.find((one) => one.name === name);
  return named && (choicesNow(field).byId.get(named.id) ?? named.label);
}

/** The graph's name of the choice that a cell holds; undefined when the graph does not know it. */
export function choiceName(field: FieldModel, type: EnumType, label: string): string | undefined {
  const { byId, byLabel } = namesOf(type);
  const id = choicesNow(field).ids.get(label);
  return (id === undefined ? undefined : byId.get(id)) ?? byLabel.get(label);
}

/** The place of each label among a field's choices as Airtable has them now. */
export function choiceOrder(field: FieldModel): ReadonlyMap<string, number> {
  return new Map(choicesNow(field).labels.map((label, index) => [label, index]));
}
