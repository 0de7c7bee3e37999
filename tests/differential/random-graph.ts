import { type Chooser, chooserOf } from "./chooser.ts";
import {
  argumentsOf,
  declareInterface,
  declareReferenced,
  definitionOf,
  isReferenced,
  type Part,
  printPart,
} from "./graph-parts.ts";
import type { World, WorldField } from "./world.ts";

/** A federated graph: what its subgraphs say they have, and what is true. */
export interface Graph {
  readonly seed: number;
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly world: World;
}

const entityNames = ["A", "B", "C", "D"] as const;
type EntityName = (typeof entityNames)[number];

/** Each entity's own ways to be found; the first one is what subgraphs without it know. */
const keysOf: Record<EntityName, readonly [string, ...string[]]> = {
  A: ["id", "code"],
  B: ["id", "region num"],
  C: ["region num", "code", "at { zone spot }"],
  D: ["id", "owner { id }", "code"],
};
const keyTypes: Record<string, string> = {
  id: "ID!",
  code: "Int!",
  region: "String!",
  num: "Int!",
  at: "Place!",
  owner: "A!",
};

const leaves = ["String", "Int", "Float", "Boolean", "ID", "Level", "Stamp"] as const;
const composites = ["A", "B", "C", "D", "V", "W", "Named", "Any", "Media"] as const;
const wrappings = [
  (type: string) => type,
  (type: string) => type,
  (type: string) => `${type}!`,
  (type: string) => `[${type}]`,
  (type: string) => `[${type}!]`,
  (type: string) => `[${type}!]!`,
  (type: string) => `[[${type}]]`,
  (type: string) => `[[${type}!]!]!`,
] as const;

/** Subgraphs that compose nearly always: all of federation that plans can tell apart, with nullability at random. */
export function makeGraph(seed: number): Graph {
  const choose = chooserOf(`graph ${seed}`);
  const fields = new Map<string, WorldField>([
    ["V.title", { type: "String" }],
    ["V.inner", { type: choose.one(["W", "W!", "[W]", "[[W!]]"]) }],
    ["V.label", { type: choose.one(["String", "String", "String", "String!"]) }],
    ["V.near", { type: choose.one(["A", "A!"]) }],
    ["W.size", { type: choose.one(["Int", "Int!"]) }],
    ["W.level", { type: choose.one(["Level", "Level!", "[Level!]"]) }],
    ["W.to", { type: choose.one(["B", "[B!]", "[[B]]"]) }],
  ]);
  const parts: Part[] = Array.from({ length: 2 + choose.below(3) }, (_, index) => ({
    name: `s${index}`,
    types: new Map(),
    named: new Set(["V", ...entityNames.filter(() => choose.once(2))]),
    any: ["V", ...entityNames.filter(() => choose.once(2))],
    media: index === 0 ? "interface" : choose.one(["object", "object", "stranger"]),
  }));

  for (const entity of entityNames) placeEntity(choose, parts, entity, fields);
  placeMedia(choose, parts, fields);
  for (const part of parts) placeRoots(choose, part, parts, fields);
  for (const part of parts) declareInterface(part, fields);
  for (let round = 0; round < 8; round += 1)
    for (const part of parts) declareReferenced(part, fields, keysOf, keyTypes);
  for (const entity of entityNames) placeRequires(choose, parts, entity, fields);
  for (const entity of entityNames) placeProvides(choose, parts, entity, fields);
  for (let round = 0; round < 8; round += 1)
    for (const part of parts) declareReferenced(part, fields, keysOf, keyTypes);
  if (choose.once(2)) placeOverride(choose, parts);

  return {
    seed,
    subgraphs: Object.fromEntries(parts.map((part) => [part.name, printPart(part, parts)])),
    world: { salt: 0, fields, families: { Media: ["Book", "Film"] } },
  };
}

/** One subgraph knows all keys, so that everything can be reached from everywhere. */
function placeEntity(choose: Chooser, parts: readonly Part[], name: EntityName, fields: Map<string, WorldField>): void {
  const home = choose.below(parts.length);
  const holders = parts.filter((_, index) => index === home || choose.below(3) > 0);
  for (const part of holders) {
    const all = keysOf[name];
    const some = choose.some(all);
    const keys = part === parts[home] ? [...all] : some.length === 0 ? [choose.one(all)] : some;
    const type = definitionOf(part, name);
    for (const key of keys) {
      type.keys.set(key, { resolvable: true });
      for (const field of key
        .replace(/\{[^}]*\}/g, "")
        .split(/\s+/)
        .filter(Boolean)) {
        type.fields.set(field, { type: keyTypes[field] ?? "ID!", args: "", directives: [] });
      }
    }
  }
  const count = 3 + choose.below(5);
  for (let index = 0; index < count; index += 1) {
    const field = choose.one(["name", "count", "level", "link", "links", "grid", "more"]);
    if (fields.has(`${name}.${field}`)) continue;
    const declarers = choose.once(3) ? choose.some(holders) : [];
    const places = declarers.length > 0 ? declarers : holders.length > 0 ? [choose.any(holders) ?? holders[0]] : [];
    placeField(
      choose,
      places.filter((part) => part !== undefined),
      name,
      field,
      typeFor(choose, field),
      fields,
    );
  }
  fields.set(`${name}.label`, { type: choose.one(["String", "String", "String", "String!"]) });
  fields.set(`${name}.near`, { type: choose.one(["A", "A", "A", "A!"]) });
}

function typeFor(choose: Chooser, field: string): string {
  const wrap = choose.one(wrappings);
  switch (field) {
    case "name":
      return choose.one(["String", "String!"]);
    case "count":
      return choose.one(["Int", "Int!", "Float"]);
    case "level":
      return wrap("Level");
    case "link":
      return choose.one([(type: string) => type, (type: string) => `${type}!`])(choose.one(composites));
    case "links":
      return wrap(choose.one(composites));
    case "grid":
      return choose.one(["[[%]]", "[[%!]]!", "[[[%]!]]"]).replace("%", choose.one([...leaves, ...composites]));
    default:
      return wrap(choose.one(leaves));
  }
}

/** @param places the subgraphs that have the field */
function placeField(
  choose: Chooser,
  places: readonly Part[],
  owner: string,
  name: string,
  type: string,
  fields: Map<string, WorldField>,
): void {
  const target = type.replace(/[[\]!]/g, "");
  const possible = possibleOf(places, target);
  const args = argumentsOf(choose);
  const preset = /by: Int = (\d)/.exec(args)?.[1];
  fields.set(`${owner}.${name}`, {
    type,
    ...(possible === undefined ? {} : { possible }),
    ...(preset === undefined ? {} : { presets: { by: Number(preset) } }),
  });
  for (const part of places) {
    // What is never null may be told as if it could be.
    const told = choose.once(4) && places.length > 1 ? type.replace(/!$/, "") : type;
    definitionOf(part, owner).fields.set(name, { type: told, args, directives: [] });
  }
}

/** What all of these subgraphs know of an abstract type. */
function possibleOf(places: readonly Part[], type: string): string[] | undefined {
  const known = (part: Part): string[] => (type === "Named" ? namedIn(part) : part.any);
  if (type !== "Named" && type !== "Any") return undefined;
  const [first, ...others] = places;
  return first === undefined ? [] : known(first).filter((name) => others.every((part) => known(part).includes(name)));
}

/** Only what a subgraph can tell all of may stand behind an interface there. */
function namedIn(part: Part): string[] {
  return ["V", ...[...part.named].filter((name) => isHeld(part, name))];
}

function isHeld(part: Part, name: string): boolean {
  return [...(part.types.get(name)?.keys.values() ?? [])].some(({ resolvable }) => resolvable);
}

/** An entity interface: one subgraph knows its types, to others it is an object that they add fields to. */
function placeMedia(choose: Chooser, parts: readonly Part[], fields: Map<string, WorldField>): void {
  const key = { type: "ID!", args: "", directives: [] };
  for (const part of parts) {
    if (part.media === "interface") {
      placeField(choose, [part], "Media", "title", choose.one(["String", "String!"]), fields);
      placeField(choose, [part], "Media", "next", choose.one(["Media", "[Media!]", "B"]), fields);
      for (const name of ["Media", "Book", "Film"]) {
        const type = definitionOf(part, name);
        type.keys.set("id", { resolvable: true });
        type.fields.set("id", key);
        for (const [field, told] of definitionOf(part, "Media").fields) type.fields.set(field, told);
        if (name !== "Media") type.implements.add("Media");
      }
      placeField(choose, [part], "Book", "pages", "Int!", fields);
      placeField(choose, [part], "Film", "length", "Float", fields);
    } else if (part.media === "object") {
      const type = definitionOf(part, "Media");
      type.keys.set("id", { resolvable: true });
      type.fields.set("id", key);
      placeField(choose, [part], "Media", `score${part.name}`, choose.one(["Int", "Int!", "[Int]"]), fields);
      placeField(choose, [part], "Media", `by${part.name}`, choose.one(["A", "[C!]", "V", "Media"]), fields);
    } else if (choose.once(2) && !isReferenced(part, "Media")) {
      const type = definitionOf(part, "Book");
      type.keys.set("id", { resolvable: true });
      type.fields.set("id", key);
      placeField(choose, [part], "Book", `ink${part.name}`, "String", fields);
    }
  }
}

function placeRoots(choose: Chooser, part: Part, parts: readonly Part[], fields: Map<string, WorldField>): void {
  for (const root of ["Query", "Mutation"]) {
    const count = root === "Query" ? 4 : choose.below(3);
    for (let index = 0; index < count; index += 1) {
      const target = choose.one([...composites, ...composites, "Int"]);
      if (target === "Media" && part.media === "stranger") continue;
      const type = choose.one(wrappings)(target);
      const isShared = root === "Query" && target !== "Media" && choose.once(3);
      const places = isShared ? parts.filter((other) => other === part || choose.once(2)) : [part];
      placeField(
        choose,
        places,
        root,
        `${root === "Query" ? "get" : "set"}${target}${part.name}${index}`,
        type,
        fields,
      );
    }
  }
}

/** A field whose value depends on what another subgraph says. */
function placeRequires(
  choose: Chooser,
  parts: readonly Part[],
  name: EntityName,
  fields: Map<string, WorldField>,
): void {
  for (const part of parts.filter((candidate) => isHeld(candidate, name))) {
    if (!choose.once(2)) continue;
    const type = definitionOf(part, name);
    const elsewhere = parts
      .filter((other) => other !== part && isHeld(other, name))
      .flatMap((other) => [...definitionOf(other, name).fields])
      .filter(([field, { directives }]) => !type.fields.has(field) && !(field in keyTypes) && directives.length === 0);
    const needed = [choose.any(elsewhere), choose.any(elsewhere)].flatMap((found) =>
      found === undefined ? [] : [found],
    );
    const sets = new Map<string, string>();
    for (const [field, told] of needed) {
      const set = fieldSetFor(choose, part, field, told.type, told.args, name);
      if (set === undefined) continue;
      type.fields.set(field, { ...told, directives: ["@external"] });
      sets.set(field, set);
    }
    if (sets.size === 0) continue;
    const requires = [...sets.values()].join(" ");
    const field = `made${part.name}`;
    const made = choose.one(["String", "Int!", "[Int]", "V"]);
    const args = choose.once(3) ? "(by: Int = 1)" : "";
    fields.set(`${name}.${field}`, { type: made, requires, ...(args === "" ? {} : { presets: { by: 1 } }) });
    type.fields.set(field, { type: made, args, directives: [`@requires(fields: ${JSON.stringify(requires)})`] });
  }
}

/** What a subgraph may ask of a field: everything that it knows of the type below. */
function fieldSetFor(
  choose: Chooser,
  part: Part,
  field: string,
  type: string,
  args: string,
  owner: string,
): string | undefined {
  const given = args === "" ? "" : /!/.test(args) ? "(level: HIGH)" : choose.once(2) ? "(by: 3)" : "";
  if (args !== "" && !/by: Int/.test(args) && !/level/.test(args)) return undefined;
  const told = `${field}${args.includes("by: Int") && given === "(level: HIGH)" ? "" : given}`;
  const target = type.replace(/[[\]!]/g, "");
  switch (target) {
    case "V":
      return `${told} { title inner { size } }`;
    case "W":
      return `${told} { size level }`;
    case "A":
    case "B":
    case "C":
    case "D": {
      const key = keysOf[target][0];
      return target === owner && !isHeld(part, target) ? undefined : `${told} { ${key} }`;
    }
    case "Any":
    case "Named":
      return part.types.has("V") ? `${told} { ... on V { title } }` : undefined;
    case "Media":
      return part.media === "stranger" ? undefined : `${told} { id }`;
    default:
      return told;
  }
}

/** A field of another subgraph's entity that comes along on the way to it. */
function placeProvides(
  choose: Chooser,
  parts: readonly Part[],
  name: EntityName,
  fields: Map<string, WorldField>,
): void {
  for (const part of parts) {
    const ways = [...part.types].flatMap(([owner, type]) =>
      ["Media", "Book", "Film"].includes(owner)
        ? []
        : [...type.fields.values()].filter(
            (field) => field.type.replace(/[[\]!]/g, "") === name && field.directives.length === 0,
          ),
    );
    const way = choose.any(ways);
    if (way === undefined || !choose.once(2)) continue;
    const own = definitionOf(part, name);
    const elsewhere = parts
      .filter((other) => other !== part && isHeld(other, name))
      .flatMap((other) => [...definitionOf(other, name).fields])
      .filter(([field, told]) => {
        const leaf = fields.get(`${name}.${field}`)?.type.replace(/[[\]!]/g, "") ?? "";
        const isPlain = told.directives.length === 0 && told.args === "" && !(field in keyTypes);
        return isPlain && !own.fields.has(field) && (leaves as readonly string[]).includes(leaf);
      });
    const found = choose.any(elsewhere);
    if (found === undefined) continue;
    const [field, told] = found;
    own.fields.set(field, { ...told, directives: ["@external"], isProvided: true });
    way.directives.push(`@provides(fields: "${field}")`);
  }
}

function placeOverride(choose: Chooser, parts: readonly Part[]): void {
  for (const part of parts) {
    for (const [name, type] of part.types) {
      if (!entityNames.includes(name as EntityName) || !isHeld(part, name)) continue;
      const other = choose.any(parts.filter((candidate) => candidate !== part && isHeld(candidate, name)));
      const moved = [...type.fields].find(([field, told]) => {
        if (told.directives.length > 0 || field in keyTypes || ["label", "near"].includes(field)) return false;
        return parts.every((candidate) => candidate === part || candidate.types.get(name)?.fields.has(field) !== true);
      });
      if (other === undefined || moved === undefined || /Media|Any|Named/.test(moved[1].type)) continue;
      moved[1].directives.push(`@override(from: "${other.name}")`);
      definitionOf(other, name).fields.set(moved[0], { ...moved[1], directives: [] });
      return;
    }
  }
}
