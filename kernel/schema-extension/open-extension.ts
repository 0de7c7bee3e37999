import { type ExtensionDefinition, ExtensionError, readDefinition, readDefinitions } from "./extension-definitions.ts";

/**
 * What has to be known of all definitions of an extension before one is used, and where each is in its SDL. Small, so that a thread
 * that has read a megabyte can tell of it without holding up the one that listens.
 */
export interface ExtensionIndex {
  /** Of what is defined, in its order and with blanks between: one text is sent more quickly than thousands. */
  readonly names: string;
  /** Of each definition where it begins, where its body begins, and where it ends. */
  readonly places: Int32Array;
  /** Numbers of those that add to a type which is there. */
  readonly additions: readonly number[];
  /** Numbers of the objects that have a key. */
  readonly keyed: readonly number[];
  /** By the interface's name, numbers of what implements it. */
  readonly implementations: ReadonlyMap<string, readonly number[]>;
}

/** The definitions of an extension, each read when it is asked for. */
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

/** @param definitions all of an SDL, as `readDefinitions` gives them */
export function indexDefinitions(definitions: Iterable<ExtensionDefinition>): ExtensionIndex {
  const names: string[] = [];
  const places: number[] = [];
  const additions: number[] = [];
  const keyed: number[] = [];
  const implementations = new Map<string, number[]>();
  for (const { name, kind, isExtension, directives, interfaces, place } of definitions) {
    const number = names.push(name) - 1;
    places.push(place.from, place.bodyAt, place.to);
    if (isExtension) {
      additions.push(number);
      continue;
    }
    if (kind === "object" && directives.includes("key")) keyed.push(number);
    for (const each of interfaces) implementations.set(each, [...(implementations.get(each) ?? []), number]);
  }
  return { names: names.join(" "), places: Int32Array.from(places), additions, keyed, implementations };
}

/**
 * @param index of that same SDL, made on this thread or another; without it all is read now, a megabyte in some tens of milliseconds
 * @throws ExtensionError for a type that is defined twice; GraphQLError
 */
export function openExtension(sdl: string, index: ExtensionIndex = indexDefinitions(readDefinitions(sdl))): Extension {
  const names = index.names === "" ? [] : index.names.split(" ");
  const added = new Set(index.additions);
  const numbers = new Map<string, number>();
  for (const [number, name] of names.entries()) {
    if (added.has(number)) continue;
    if (numbers.has(name)) throw new ExtensionError(`there is a type ${name} already`);
    numbers.set(name, number);
  }
  const additions = index.additions.map(read);
  const known = new Map<string, readonly ExtensionDefinition[]>();
  const namesOf = (all: readonly number[] = []) => all.map((number) => names[number] ?? "");
  return {
    typeNames: [...numbers.keys()],
    additions,
    keyed: namesOf(index.keyed),
    interfaceNames: [...index.implementations.keys()],
    named(name) {
      let definitions = known.get(name);
      if (definitions === undefined) {
        const number = numbers.get(name);
        definitions = [
          ...(number === undefined ? [] : [read(number)]),
          ...additions.filter((addition) => addition.name === name),
        ];
        // Anybody may ask for names that are not there.
        if (definitions.length > 0) known.set(name, definitions);
      }
      return definitions;
    },
    implementations: (interfaceName) => namesOf(index.implementations.get(interfaceName)),
  };

  function read(number: number): ExtensionDefinition {
    const [from = 0, bodyAt = 0, to = 0] = index.places.subarray(3 * number, 3 * number + 3);
    return readDefinition(sdl, { from, bodyAt, to });
  }
}
