import type { ExtensionDefinition } from "../../kernel/schema-extension/extension-definitions.ts";

/** The definitions of an extension by the names of their types. */
export interface ExtensionTypes {
  /** Several for a root type, of others one or none. */
  named(name: string): readonly ExtensionDefinition[];
  /** Names of the types that implement an interface. */
  implementations(interfaceName: string): readonly string[];
  /** Whether some field of an input costs something. */
  readonly weighsInputs: boolean;
}

export function createExtensionTypes(definitions: readonly ExtensionDefinition[]): ExtensionTypes {
  const byName = new Map<string, ExtensionDefinition[]>();
  const implementations = new Map<string, string[]>();
  let weighsInputs = false;
  for (const definition of definitions) {
    const { name, kind, interfaces, text } = definition;
    add(byName, name, definition);
    for (const each of interfaces) add(implementations, each, name);
    // Perhaps in a description only, which costs a look at the inputs.
    weighsInputs ||= kind === "input" && text.includes("@cost");
  }
  return {
    named: (name) => byName.get(name) ?? [],
    implementations: (name) => implementations.get(name) ?? [],
    weighsInputs,
  };
}

function add<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [value]);
  else list.push(value);
}
