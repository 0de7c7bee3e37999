import {
  type EnumTypeDefinitionNode,
  type EnumTypeExtensionNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputObjectTypeExtensionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
} from "graphql";

/** What of an extension's definition is known before it is used: the rest is read when it is first asked for. */
export interface ExtensionDefinition {
  readonly kind: "object" | "interface" | "input" | "enum";
  /** Whether it adds to a type that is there, which only root types may be. */
  readonly isExtension: boolean;
  readonly name: string;
  readonly description: string | undefined;
  readonly interfaces: readonly string[];
  /** Names of the directives at the type itself. */
  readonly directives: readonly string[];
  readonly place: DefinitionPlace;
  /** The whole definition, its description included. */
  readonly text: string;
}

/** Where in an SDL a definition begins, its body begins, and it ends. */
export interface DefinitionPlace {
  readonly from: number;
  readonly bodyAt: number;
  readonly to: number;
}

/** Says what of an extension can't be taken, and where. */
export class ExtensionError extends Error {
  override readonly name = "ExtensionError";
}

export type DefinitionNode =
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode
  | InputObjectTypeDefinitionNode
  | InputObjectTypeExtensionNode
  | EnumTypeDefinitionNode
  | EnumTypeExtensionNode;

/** What bodies and headers are told apart by, and what may hold the like without meaning it: strings and comments. */
const marks = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n\r])*"|#[^\n\r]*|[{}()]/g;

/**
 * Splits an SDL into its definitions without reading them: a text of a megabyte takes some ten milliseconds. Objects, interfaces,
 * inputs and enums, and extensions of such; nothing else.
 *
 * @throws ExtensionError, GraphQLError for what is no SDL of these
 */
export function* readDefinitions(sdl: string): Generator<ExtensionDefinition> {
  for (const place of findDefinitions(sdl)) yield readDefinition(sdl, place);
}

/** @throws ExtensionError */
function* findDefinitions(sdl: string): Generator<DefinitionPlace> {
  let from = 0;
  let bodyAt = 0;
  let braces = 0;
  let parentheses = 0;
  for (const { 0: mark, index } of sdl.matchAll(marks)) {
    if (mark === "(") parentheses += 1;
    else if (mark === ")") parentheses -= 1;
    else if (parentheses > 0) continue;
    else if (mark === "{") {
      if (braces === 0) bodyAt = index;
      braces += 1;
    } else if (mark === "}") {
      braces -= 1;
      if (braces < 0) break;
      if (braces > 0) continue;
      yield { from, bodyAt, to: index + 1 };
      from = index + 1;
    }
  }
  if (braces !== 0 || parentheses !== 0 || /^\s*[^\s#]/m.test(sdl.slice(from)))
    throw new ExtensionError("the extension ends within a definition, or with one that has no fields");
}

/** @throws ExtensionError, GraphQLError */
function readDefinition(sdl: string, place: DefinitionPlace): ExtensionDefinition {
  const header = sdl.slice(place.from, place.bodyAt);
  const isEnum = /(?:^|\s)enum\s+\w+[^"]*$/.test(header);
  const node = onlyDefinition(`${header}${isEnum ? "{ _ }" : "{ _: _ }"}`);
  return {
    ...kindOf(node),
    name: node.name.value,
    description: "description" in node ? node.description?.value : undefined,
    interfaces: "interfaces" in node ? (node.interfaces?.map(({ name }) => name.value) ?? []) : [],
    directives: node.directives?.map(({ name }) => name.value) ?? [],
    place,
    text: sdl.slice(place.from, place.to).trimStart(),
  };
}

/** @throws ExtensionError, GraphQLError */
export function parseDefinition({ text }: Pick<ExtensionDefinition, "text">): DefinitionNode {
  return onlyDefinition(text);
}

/** In characters of definitions; what is parsed of one is some forty times as large. */
const keptNodes = 200_000;
const nodes = new Map<ExtensionDefinition, DefinitionNode>();
let keptCharacters = 0;

/**
 * The same as `parseDefinition`, of one and the same definition not twice in a row: what is used of it is asked for by two schemas,
 * by guards and by costs at about the same time, and nobody asks afterwards. Nobody may change it.
 */
export function nodeOf(definition: ExtensionDefinition): DefinitionNode {
  const known = nodes.get(definition);
  if (known !== undefined) return known;
  const node = parseDefinition(definition);
  nodes.set(definition, node);
  keptCharacters += definition.text.length;
  for (const oldest of nodes.keys()) {
    if (keptCharacters <= keptNodes) break;
    nodes.delete(oldest);
    keptCharacters -= oldest.text.length;
  }
  return node;
}

/** Of an object or interface; of others there are none. */
export function fieldNodes(definition: ExtensionDefinition): readonly FieldDefinitionNode[] {
  const node = nodeOf(definition);
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return node.fields ?? [];
    default:
      return [];
  }
}

function onlyDefinition(text: string): DefinitionNode {
  const [node, ...others] = parse(text, { noLocation: true }).definitions;
  switch (others.length === 0 ? node?.kind : undefined) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return node as DefinitionNode;
    default:
      throw new ExtensionError(`not one object, interface, input or enum: ${text.trim().slice(0, 80)}`);
  }
}

function kindOf({ kind }: DefinitionNode): Pick<ExtensionDefinition, "kind" | "isExtension"> {
  switch (kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
      return { kind: "object", isExtension: false };
    case Kind.OBJECT_TYPE_EXTENSION:
      return { kind: "object", isExtension: true };
    case Kind.INTERFACE_TYPE_DEFINITION:
      return { kind: "interface", isExtension: false };
    case Kind.INTERFACE_TYPE_EXTENSION:
      return { kind: "interface", isExtension: true };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return { kind: "input", isExtension: false };
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return { kind: "input", isExtension: true };
    case Kind.ENUM_TYPE_DEFINITION:
      return { kind: "enum", isExtension: false };
    case Kind.ENUM_TYPE_EXTENSION:
      return { kind: "enum", isExtension: true };
  }
}
