import { type ExtensionDefinition, ExtensionError, readDefinitions } from "./extension-definitions.ts";

/**
 * All that is known of an extension's definitions before one is used, but for their texts. Made so that a thread which has read a
 * megabyte can tell of it without holding up the one that listens: a few texts and arrays instead of thousands of objects.
 */
export interface ExtensionIndex {
  /** Of what is defined, in its order and with blanks between. */
  readonly names: string;
  /** In the same order, with `betweenDescriptions` between; empty where there is none. */
  readonly descriptions: string;
  /** Of each definition where it begins, where its body begins, and where it ends. */
  readonly places: Int32Array;
  /** Of each definition, by its number in `kinds`. */
  readonly kinds: Uint8Array;
  /** Numbers of those that add to a type which is there. */
  readonly additions: readonly number[];
  /** Of those that have any, by their numbers. */
  readonly interfaces: ReadonlyMap<number, readonly string[]>;
  readonly directives: ReadonlyMap<number, readonly string[]>;
}

/** The definitions of an extension. */
export interface Extension {
  /** Of types that it defines. */
  readonly typeNames: readonly string[];
  /** What it adds to types that are there. */
  readonly additions: readonly ExtensionDefinition[];
  /** Of objects that have a key. */
  readonly keyed: readonly string[];
  /** Those of which it has implementations. */
  readonly interfaceNames: readonly string[];
  /** Several for a root type, of others one or none. */
  named(name: string): readonly ExtensionDefinition[];
  /** Names of the types that implement an interface. */
  implementations(interfaceName: string): readonly string[];
}

const kinds = ["object", "interface", "input", "enum"] as const;
/** Of no SDL: GraphQL has no such character. */
const betweenDescriptions = "\u0000";

/** @param definitions all of an SDL, as `readDefinitions` gives them */
export function indexDefinitions(definitions: Iterable<ExtensionDefinition>): ExtensionIndex {
  const all = [...definitions];
  const numbersOf = (isMeant: (definition: ExtensionDefinition) => boolean) =>
    all.flatMap((definition, number) => (isMeant(definition) ? [number] : []));
  const listsOf = (list: (definition: ExtensionDefinition) => readonly string[]) =>
    new Map(
      [...all.entries()].map(([number, each]) => [number, list(each)] as const).filter(([, { length }]) => length > 0),
    );
  return {
    names: all.map(({ name }) => name).join(" "),
    descriptions: all.map(({ description = "" }) => description).join(betweenDescriptions),
    places: Int32Array.from(all.flatMap(({ place: { from, bodyAt, to } }) => [from, bodyAt, to])),
    kinds: Uint8Array.from(all.map(({ kind }) => kinds.indexOf(kind))),
    additions: numbersOf(({ isExtension }) => isExtension),
    interfaces: listsOf(({ interfaces }) => interfaces),
    directives: listsOf(({ directives }) => directives),
  };
}

/**
 * @param index of that same SDL, made on this thread or another; without it all is read now, a megabyte in some tens of milliseconds
 * @throws ExtensionError for a type that is defined twice; GraphQLError
 */
export function openExtension(sdl: string, index: ExtensionIndex = indexDefinitions(readDefinitions(sdl))): Extension {
  const names = index.names === "" ? [] : index.names.split(" ");
  const descriptions = index.descriptions.split(betweenDescriptions);
  const added = new Set(index.additions);
  const numbers = new Map<string, number>();
  for (const [number, name] of names.entries()) {
    if (added.has(number)) continue;
    if (numbers.has(name)) throw new ExtensionError(`there is a type ${name} already`);
    numbers.set(name, number);
  }
  const implementations = new Map<string, string[]>();
  for (const [number, interfaces] of index.interfaces)
    for (const each of added.has(number) ? [] : interfaces) {
      const known = implementations.get(each);
      if (known === undefined) implementations.set(each, [names[number] ?? ""]);
      else known.push(names[number] ?? "");
    }
  const isKeyed = ([number, directives]: readonly [number, readonly string[]]) =>
    !added.has(number) && kinds[index.kinds[number] ?? 0] === "object" && directives.includes("key");
  const additions = index.additions.map(definitionOf);
  const known = new Map<string, readonly ExtensionDefinition[]>();
  return {
    typeNames: [...numbers.keys()],
    additions,
    keyed: [...index.directives].filter(isKeyed).map(([number]) => names[number] ?? ""),
    interfaceNames: [...implementations.keys()],
    named(name) {
      let definitions = known.get(name);
      if (definitions === undefined) {
        const number = numbers.get(name);
        definitions = [
          ...(number === undefined ? [] : [definitionOf(number)]),
          ...additions.filter((addition) => addition.name === name),
        ];
        // Anybody may ask for names that are not there.
        if (definitions.length > 0) known.set(name, definitions);
      }
      return definitions;
    },
    implementations: (interfaceName) => implementations.get(interfaceName) ?? [],
  };

  function definitionOf(number: number): ExtensionDefinition {
    const [from = 0, bodyAt = 0, to = 0] = index.places.subarray(3 * number, 3 * number + 3);
    return {
      kind: kinds[index.kinds[number] ?? 0] ?? "object",
      isExtension: added.has(number),
      name: names[number] ?? "",
      description: descriptions[number] || undefined,
      interfaces: index.interfaces.get(number) ?? [],
      directives: index.directives.get(number) ?? [],
      place: { from, bodyAt, to },
      text: sdl.slice(from, to).trimStart(),
    };
  }
}
