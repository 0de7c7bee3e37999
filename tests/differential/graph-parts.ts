import type { Chooser } from "./chooser.ts";
import type { WorldField } from "./world.ts";

/** A subgraph while it is being made. */
export interface Part {
  readonly name: string;
  readonly types: Map<string, Definition>;
  /** What may stand behind the interface `Named` here, if it is held here. */
  readonly named: Set<string>;
  /** What the union `Any` has here. */
  readonly any: string[];
  readonly media: "interface" | "object" | "stranger";
}

export interface Definition {
  readonly keys: Map<string, { readonly resolvable: boolean }>;
  readonly fields: Map<string, DefinedField>;
  readonly implements: Set<string>;
}

export interface DefinedField {
  readonly type: string;
  readonly args: string;
  readonly directives: string[];
  /** Comes along with a field that leads here, by `@provides`. */
  readonly isProvided?: true;
}

/** A subgraph's definition of a type, which is made if there is none. */
export function definitionOf(part: Part, name: string): Definition {
  const known = part.types.get(name);
  if (known !== undefined) return known;
  const made: Definition = { keys: new Map(), fields: new Map(), implements: new Set() };
  part.types.set(name, made);
  return made;
}

export function argumentsOf(choose: Chooser): string {
  if (choose.below(3) > 0) return "";
  return choose.one([
    "(by: Int = 1)",
    "(by: Int, note: String)",
    "(level: Level!)",
    "(filter: Filter)",
    "(names: [String!], by: Int = 2)",
  ]);
}

/** Types that hold the fields of `Named` implement it, in each subgraph that has it. */
export function declareInterface(part: Part, fields: ReadonlyMap<string, WorldField>): void {
  for (const name of ["V", ...part.named]) {
    const isHeld =
      name === "V" || [...(part.types.get(name)?.keys.values() ?? [])].some(({ resolvable }) => resolvable);
    if (!isHeld || (name === "V" && !isReferenced(part, "V") && !isReferenced(part, "Named"))) continue;
    const type = definitionOf(part, name);
    type.implements.add("Named");
    for (const field of ["label", "near"]) {
      const told = fields.get(`${name}.${field}`);
      if (told !== undefined && !type.fields.has(field))
        type.fields.set(field, { type: told.type, args: "", directives: [] });
    }
  }
}

/** Declares what the fields of a subgraph speak of: value types whole, entities that it does not hold by their key. */
export function declareReferenced(
  part: Part,
  fields: ReadonlyMap<string, WorldField>,
  keysOf: Readonly<Record<string, readonly [string, ...string[]]>>,
  keyTypes: Readonly<Record<string, string>>,
): void {
  const abstract = [...part.types.values()].some(({ implements: interfaces }) => interfaces.has("Named"));
  const wanted = ["A", "B", "C", "D", "V", "W", "Place", "Media"].filter(
    (name) =>
      isReferenced(part, name) ||
      (isReferenced(part, "Any") && part.any.includes(name)) ||
      (name === "V" && (abstract || isReferenced(part, "Named"))),
  );
  for (const name of wanted) {
    const type = definitionOf(part, name);
    const keys = keysOf[name];
    if (keys !== undefined) {
      if (type.keys.size === 0) type.keys.set(keys[0], { resolvable: false });
      // Also where it is held by other keys only: other types' keys and @requires speak of it by this one.
      for (const field of keys[0].split(" ")) {
        if (!type.fields.has(field)) {
          type.fields.set(field, { type: keyTypes[field] ?? "ID!", args: "", directives: [] });
        }
      }
    } else if (name === "Place") {
      type.fields.set("zone", { type: "String!", args: "", directives: [] });
      type.fields.set("spot", { type: "Int!", args: "", directives: [] });
    } else if (name === "Media") {
      if (type.keys.size === 0) type.keys.set("id", { resolvable: false });
      type.fields.set("id", { type: "ID!", args: "", directives: [] });
    } else {
      for (const [key, told] of fields) {
        const [owner, field] = key.split(".");
        if (owner !== name || field === undefined || type.fields.has(field)) continue;
        type.fields.set(field, { type: told.type, args: "", directives: [] });
      }
      if (name === "V") type.implements.add("Named");
    }
  }
}

export function isReferenced(part: Part, name: string): boolean {
  const named = (type: string) => type.replace(/[[\]!]/g, "") === name;
  return [...part.types.values()].some((type) => [...type.fields.values()].some((field) => named(field.type)));
}

const prelude = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@interfaceObject"])
scalar Stamp
enum Level { LOW MIDDLE HIGH }
input Filter { by: Int = 4, levels: [Level!], not: Filter }`;

/** The subgraph's SDL. What several subgraphs resolve is shareable. */
export function printPart(part: Part, parts: readonly Part[]): string {
  const blocks = [prelude];
  const hasNamed = [...part.types.values()].some(({ implements: interfaces }) => interfaces.has("Named"));
  if (hasNamed) blocks.push("interface Named {\n  label: String\n  near: A\n}");
  if (isReferenced(part, "Any")) blocks.push(`union Any = ${[...new Set(part.any)].join(" | ")}`);
  for (const [name, type] of part.types) {
    if (type.fields.size === 0) continue;
    const isInterface = name === "Media" && part.media === "interface";
    const keys = [...type.keys].map(
      ([fields, { resolvable }]) => `@key(fields: "${fields}"${resolvable ? "" : ", resolvable: false"})`,
    );
    const isInterfaceObject = name === "Media" && !isInterface;
    const interfaces = type.implements.size === 0 ? "" : ` implements ${[...type.implements].join(" & ")}`;
    const head = [
      `${isInterface ? "interface" : "type"} ${name}${interfaces}`,
      ...(isInterfaceObject ? ["@interfaceObject"] : []),
      ...keys,
    ];
    const body = [...type.fields].map(([field, { type: told, args, directives }]) => {
      const isShared = !isInterface && !directives.includes("@external") && isShareable(parts, part, name, field);
      const all = [...directives, ...(isShared ? ["@shareable"] : [])];
      return `  ${field}${args}: ${told} ${all.join(" ")}`.trimEnd();
    });
    blocks.push(`${head.join(" ")} {\n${body.join("\n")}\n}`);
  }
  return blocks.join("\n");
}

function isShareable(parts: readonly Part[], part: Part, type: string, field: string): boolean {
  const resolves = (other: Part) => {
    const found = other.types.get(type)?.fields.get(field);
    return found !== undefined && (found.isProvided === true || !found.directives.includes("@external"));
  };
  const moved = parts.some((other) =>
    other.types.get(type)?.fields.get(field)?.directives.join("").includes("@override"),
  );
  return !moved && resolves(part) && parts.some((other) => other !== part && resolves(other));
}
