import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  print,
  type TypeDefinitionNode,
  type TypeNode,
} from "graphql";
import {
  type ExtensionDefinition,
  ExtensionError,
  type DefinitionNode as ExtensionNode,
  parseDefinition,
} from "../../../kernel/schema-extension/extension-definitions.ts";
import { stringArgument } from "../../planning/field-sets.ts";
import { noRoot } from "./compose-extension.ts";
import type { CoreInterface, CoreSupergraph } from "./read-core.ts";

/** Those that composition takes over as they are. Others it merges with what other subgraphs say, or reads itself. */
const takenOver: ReadonlySet<string> = new Set([
  "requiresScopes",
  "authenticated",
  "policy",
  "tag",
  "cost",
  "listSize",
]);
const ofGraphql: ReadonlySet<string> = new Set(["deprecated", "oneOf"]);
const builtIn: ReadonlySet<string> = new Set(["Int", "Float", "String", "Boolean", "ID"]);
const guards: ReadonlySet<string> = new Set(["requiresScopes", "authenticated", "policy"]);

type Kinds = "input" | "output" | "both";
const uses = { object: "output", interface: "output", input: "input", enum: "both" } as const;

const atOnce = 50;

/**
 * Finds what would make more of an extension than an addition to the core: names that are taken, directives that mean something
 * between subgraphs, and types that implement an interface otherwise than those that are there. And what would make no schema at
 * all of it, since nobody validates the whole any more.
 *
 * @param look told of the definitions some at a time: parsed they are some forty times as large as their text, and what does not
 *   live for long is collected for nothing
 * @throws ExtensionError, GraphQLError
 */
export function checkExtension(
  core: CoreSupergraph,
  definitions: readonly ExtensionDefinition[],
  look: (nodes: readonly ExtensionNode[]) => void,
): void {
  const kinds = new Map<string, Kinds>();
  for (const { name, kind, isExtension } of definitions) {
    if (isExtension) {
      if (kind !== "object" || !core.rootNames.has(name) || core.types.get(name)?.kind !== Kind.OBJECT_TYPE_DEFINITION)
        throw noRoot(name);
      continue;
    }
    if (core.types.has(name) || builtIn.has(name) || kinds.has(name) || core.rootNames.has(name))
      throw new ExtensionError(`there is a type ${name} already`);
    if (/__/.test(name)) throw new ExtensionError(`${name} is a name that is not to be given`);
    kinds.set(name, uses[kind]);
  }
  /** Names of fields that a root type has by now. */
  const taken = new Map([...core.rootNames].map((name) => [name, new Set(fieldNames(core.types.get(name)))]));
  for (let at = 0; at < definitions.length; at += atOnce) {
    const nodes = definitions.slice(at, at + atOnce).map(parseDefinition);
    for (const node of nodes) checkNode(node);
    look(nodes);
  }

  function checkNode(node: ExtensionNode): void {
    checkDirectives(node.name.value, node.directives, ["key", "oneOf"]);
    const names = taken.get(node.name.value) ?? new Set();
    switch (node.kind) {
      case Kind.OBJECT_TYPE_EXTENSION:
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        for (const field of node.fields ?? []) checkField(node.name.value, field, names);
        for (const { name } of node.interfaces ?? []) checkImplements(node, name.value, names);
        checkKeys(
          node.name.value,
          node.directives,
          (node.interfaces ?? []).flatMap(({ name }) => core.interfaces.get(name.value) ?? []),
        );
        break;
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        for (const field of node.fields ?? []) {
          take(node.name.value, field.name.value, names);
          checkInput(`${node.name.value}.${field.name.value}`, field);
        }
        break;
      case Kind.ENUM_TYPE_DEFINITION:
        for (const { name, directives } of node.values ?? []) {
          take(node.name.value, name.value, names);
          checkDirectives(`${node.name.value}.${name.value}`, directives);
        }
        break;
      default:
        throw new ExtensionError(`${node.name.value} is not to be extended`);
    }
  }

  function take(type: string, field: string, names: Set<string>): void {
    if (names.has(field)) throw new ExtensionError(`there is ${type}.${field} already`);
    if (field.startsWith("__")) throw new ExtensionError(`${type}.${field} is a name that is not to be given`);
    names.add(field);
  }

  function checkField(type: string, field: FieldDefinitionNode, fields: Set<string>): void {
    const coordinate = `${type}.${field.name.value}`;
    take(type, field.name.value, fields);
    checkType(coordinate, field.type, "output");
    checkDirectives(coordinate, field.directives);
    const names = new Set<string>();
    for (const argument of field.arguments ?? []) {
      if (names.has(argument.name.value)) throw new ExtensionError(`${coordinate} has an argument twice`);
      names.add(argument.name.value);
      checkInput(`${coordinate}(${argument.name.value}:)`, argument);
    }
  }

  function checkInput(coordinate: string, { type, directives }: InputValueDefinitionNode): void {
    checkType(coordinate, type, "input");
    checkDirectives(coordinate, directives);
  }

  function checkType(coordinate: string, type: TypeNode, use: "input" | "output"): void {
    const name = namedType(type);
    const known = core.types.get(name);
    const kind = kinds.get(name) ?? (builtIn.has(name) ? "both" : known && kindOf(known));
    if (kind === undefined) throw new ExtensionError(`${coordinate} is of type ${name}, which is not there`);
    if (kind !== "both" && kind !== use) throw new ExtensionError(`${coordinate} can't be of type ${name}`);
  }

  function checkDirectives(
    coordinate: string,
    directives: readonly ConstDirectiveNode[] = [],
    more: readonly string[] = [],
  ): void {
    for (const { name } of directives) {
      if (more.includes(name.value) || ofGraphql.has(name.value)) continue;
      if (!takenOver.has(name.value) || !core.directives.has(name.value))
        throw new ExtensionError(`${coordinate} has @${name.value}, which is not to be used`);
    }
  }

  function checkImplements(
    node: Extract<ExtensionNode, { readonly fields?: unknown }>,
    name: string,
    names: Set<string>,
  ): void {
    const known = core.interfaces.get(name);
    if (known === undefined || node.kind !== Kind.OBJECT_TYPE_DEFINITION)
      throw new ExtensionError(`${node.name.value} can't implement ${name}`);
    if (node.directives?.some((directive) => guards.has(directive.name.value)) === true)
      throw new ExtensionError(`${node.name.value} is guarded as a whole, which ${name} is not`);
    const fields = new Map(node.fields?.map((field) => [field.name.value, field]));
    for (const [fieldName, asInterface] of known.fields) {
      const own = fields.get(fieldName);
      // Composition says of an interface what is said of any of its types, and the core's types say the same.
      if (own === undefined || signature(own) !== signature(asInterface))
        throw new ExtensionError(`${node.name.value}.${fieldName} is not what ${name}.${fieldName} is`);
    }
    for (const { name: contributed } of known.contributed) take(node.name.value, contributed.value, names);
  }
}

/** All keys, and no others: what a plan may fetch by itself is known from the core. */
function checkKeys(
  type: string,
  directives: readonly ConstDirectiveNode[] = [],
  interfaces: readonly CoreInterface[],
): void {
  const wanted = new Set(interfaces.flatMap(({ keys }) => keys));
  const own = directives.flatMap((directive) => (directive.name.value === "key" ? [keyOf(directive)] : []));
  if (own.length !== wanted.size || own.some((key) => key === undefined || !wanted.has(key)))
    throw new ExtensionError(`${type} must have the keys of its interfaces, and no others`);
}

/** Undefined for one that says more than its fields. */
function keyOf(directive: ConstDirectiveNode): string | undefined {
  return directive.arguments?.length === 1 ? stringArgument(directive, "fields") : undefined;
}

/** All that decides what a field is, and who may have it. */
function signature({ arguments: given = [], type, directives = [] }: FieldDefinitionNode): string {
  const parts = given.map(
    (argument) =>
      `${argument.name.value}:${print(argument.type)}=${argument.defaultValue ? print(argument.defaultValue) : ""}`,
  );
  const guarded = directives.filter(({ name }) => guards.has(name.value)).map((directive) => print(directive));
  return JSON.stringify([parts, print(type), guarded.toSorted()]);
}

function kindOf({ kind }: TypeDefinitionNode): Kinds {
  switch (kind) {
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return "input";
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_DEFINITION:
      return "both";
    default:
      return "output";
  }
}

function fieldNames(node: TypeDefinitionNode | undefined): string[] {
  return node !== undefined && "fields" in node ? (node.fields ?? []).map(({ name }) => name.value) : [];
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
