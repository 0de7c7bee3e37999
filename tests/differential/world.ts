import {
  type InlineFragmentNode,
  Kind,
  parse,
  parseType,
  type SelectionSetNode,
  type TypeNode,
  valueFromASTUntyped,
} from "graphql";
import { hash } from "./chooser.ts";

/** An object of a generated graph: all that it holds follows from its type and its number. */
export interface Thing {
  readonly typename: string;
  readonly number: number;
  /** What a subgraph was told of it, when it was asked for by `_entities`. */
  readonly representation?: Readonly<Record<string, unknown>>;
}

/** A field of the whole graph, whichever subgraphs have it. */
export interface WorldField {
  /** As strict as any subgraph tells it, so that no subgraph breaks its word. */
  readonly type: string;
  /** Of an abstract type, what every subgraph with this field knows. */
  readonly possible?: readonly string[];
  /** Its arguments where nobody gives them. */
  readonly presets?: Readonly<Record<string, unknown>>;
  /** A field set; the value depends on what it says of the thing. */
  readonly requires?: string;
}

/** The truth behind all subgraphs of a generated graph. */
export interface World {
  /** Other values in the same graph. */
  readonly salt: number;
  /** By type and field name. */
  readonly fields: ReadonlyMap<string, WorldField>;
  /** Implementations of entity interfaces, by its name. */
  readonly families: Readonly<Record<string, readonly string[]>>;
}

/** So few that the same ones come up again and again. */
const things = 6;
const levels = ["LOW", "MIDDLE", "HIGH"];
const words = ["ash", "birch", 'with "quotes" and \\', "ünïcödé 🌲", "", "line\nbreak", "null", "</script>"];

/** What a field says of a thing. Key fields say which thing it is. */
export function valueOfField(
  world: World,
  thing: Thing,
  name: string,
  given: Readonly<Record<string, unknown>>,
): unknown {
  const family = familyOf(world, thing.typename);
  const key = keyValue(family, thing.number, name);
  if (key !== undefined) return key;
  const owner = world.fields.has(`${thing.typename}.${name}`) ? thing.typename : family;
  const field = world.fields.get(`${owner}.${name}`);
  if (field === undefined) throw new Error(`the world has no ${thing.typename}.${name}`);
  const told = field.requires === undefined ? "" : JSON.stringify(tellRequired(world, thing, field.requires));
  const all = JSON.stringify(sorted({ ...field.presets, ...given }));
  const seed = `${world.salt}/${owner}#${thing.number}.${name}(${all})${told}`;
  return valueOfType(world, parsedType(field.type), field, seed);
}

/** The thing that a representation speaks of; undefined when it speaks of none. */
export function findThing(world: World, representation: Readonly<Record<string, unknown>>): Thing | undefined {
  const number = numberIn(representation);
  const asked = representation["__typename"];
  if (number === undefined || number < 0 || number >= things || typeof asked !== "string") return undefined;
  return { typename: concreteType(world, asked, number), number, representation };
}

function numberIn(representation: Readonly<Record<string, unknown>>): number | undefined {
  const { id, code, num, at, owner } = representation;
  if (typeof id === "string") return Number(/-(\d+)$/.exec(id)?.[1] ?? Number.NaN);
  if (typeof code === "number") return code - 100;
  if (typeof num === "number") return num;
  if (isRecord(at) && typeof at["spot"] === "number") return at["spot"];
  return isRecord(owner) ? numberIn(owner) : undefined;
}

function keyValue(family: string, number: number, name: string): unknown {
  switch (name) {
    case "id":
      return `${family}-${number}`;
    case "code":
      return 100 + number;
    case "region":
      return `region ${number % 2}`;
    case "num":
    case "spot":
      return number;
    case "zone":
      return `zone ${number % 2}`;
    case "at":
      return { typename: "Place", number } satisfies Thing;
    case "owner":
      return { typename: "A", number } satisfies Thing;
    default:
      return undefined;
  }
}

function valueOfType(world: World, type: TypeNode, field: WorldField, seed: string): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) return valueWithin(world, type.type, field, seed);
  return hash(`${seed}?`) % 6 === 0 ? null : valueWithin(world, type, field, seed);
}

function valueWithin(
  world: World,
  type: Exclude<TypeNode, { kind: Kind.NON_NULL_TYPE }>,
  field: WorldField,
  seed: string,
) {
  const number = hash(seed);
  if (type.kind === Kind.LIST_TYPE) {
    return Array.from({ length: number % 4 }, (_, index): unknown =>
      valueOfType(world, type.type, field, `${seed}.${index}`),
    );
  }
  const { value: name } = type.name;
  switch (name) {
    case "Int":
      return (number % 2_000) - 1_000;
    case "Float":
      return (number % 2_000) / 8;
    case "Boolean":
      return number % 2 === 0;
    case "String":
    case "ID":
      return `${words[number % words.length] ?? ""} ${number % 97}`;
    case "Level":
      return levels[number % levels.length];
    case "Stamp":
      return stamps(number);
    default: {
      const possible = field.possible ?? [name];
      const chosen = possible[number % possible.length] ?? name;
      const which = hash(`${seed}!`) % things;
      return { typename: concreteType(world, chosen, which), number: which } satisfies Thing;
    }
  }
}

/** A custom scalar may hold anything. */
function stamps(number: number): unknown {
  return [number, `at ${number}`, { nested: [number, null, { __typename: "Trap" }] }, [1, [2]], true][number % 5];
}

function concreteType(world: World, name: string, number: number): string {
  const family = world.families[name];
  return family === undefined ? name : (family[number % family.length] ?? name);
}

function familyOf(world: World, typename: string): string {
  const found = Object.entries(world.families).find(([, members]) => members.includes(typename));
  return found?.[0] ?? typename;
}

/** What a `@requires` says of a thing: from what the subgraph was told, or, where nobody was asked, from the world. */
function tellRequired(world: World, thing: Thing, requires: string): unknown {
  const { representation } = thing;
  const selections = parsedFieldSet(requires);
  return representation === undefined
    ? tellFromWorld(world, thing, selections)
    : tellFromRepresentation(representation, selections);
}

function tellFromRepresentation(value: unknown, set: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((item) => tellFromRepresentation(item, set));
  if (!isRecord(value)) return value ?? null;
  // Nobody is told the types in it, but what comes only with one of them.
  const applies = ({ selectionSet }: InlineFragmentNode) =>
    selectionSet.selections.some((each) => each.kind === Kind.FIELD && Object.hasOwn(value, each.name.value));
  return tell(set, applies, (name, inner) =>
    inner === undefined ? (value[name] ?? null) : tellFromRepresentation(value[name], inner),
  );
}

function tellFromWorld(world: World, value: unknown, set: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((item) => tellFromWorld(world, item, set));
  if (!isThing(value)) return value ?? null;
  const applies = ({ typeCondition }: InlineFragmentNode) => typeCondition?.name.value === value.typename;
  return tell(set, applies, (name, inner, given) => {
    const held = valueOfField(world, value, name, given);
    return inner === undefined ? held : tellFromWorld(world, held, inner);
  });
}

type Read = (name: string, inner: SelectionSetNode | undefined, given: Record<string, unknown>) => unknown;

/** @param applies whether an object is of the type of a fragment */
function tell(
  set: SelectionSetNode,
  applies: (fragment: InlineFragmentNode) => boolean,
  read: Read,
): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const given = (selection.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]);
      told[selection.name.value] = read(selection.name.value, selection.selectionSet, Object.fromEntries(given));
    } else if (selection.kind === Kind.INLINE_FRAGMENT && applies(selection)) {
      Object.assign(told, tell(selection.selectionSet, applies, read));
    }
  }
  return told;
}

const types = new Map<string, TypeNode>();
function parsedType(text: string): TypeNode {
  const known = types.get(text) ?? parseType(text);
  types.set(text, known);
  return known;
}

const fieldSets = new Map<string, SelectionSetNode>();
function parsedFieldSet(text: string): SelectionSetNode {
  const known = fieldSets.get(text);
  if (known !== undefined) return known;
  const definition = parse(`{ ${text} }`).definitions[0];
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`not a field set: ${text}`);
  fieldSets.set(text, definition.selectionSet);
  return definition.selectionSet;
}

/** Arguments in whatever order they came; those that are null count as those that are missing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.filter((name) => value[name] != null).map((name) => [name, sorted(value[name])]));
}

export function isThing(value: unknown): value is Thing {
  return isRecord(value) && typeof value["typename"] === "string" && typeof value["number"] === "number";
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
