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
  /** The whole definition, its description included. */
  readonly text: string;
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
 * Splits an SDL into its definitions without reading them: a text of a megabyte takes some ten milliseconds, and since it comes
 * definition by definition it can be done in slices. Objects, interfaces, inputs and enums, and extensions of such; nothing else.
 *
 * @throws ExtensionError, GraphQLError for what is no SDL of these
 */
export function* readDefinitions(sdl: string): Generator<ExtensionDefinition> {
  let start = 0;
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
      yield readHeader(sdl.slice(start, bodyAt), sdl.slice(start, index + 1).trimStart());
      start = index + 1;
    }
  }
  if (braces !== 0 || parentheses !== 0 || /^\s*[^\s#]/m.test(sdl.slice(start)))
    throw new ExtensionError("the extension ends within a definition, or with one that has no fields");
}

function readHeader(header: string, text: string): ExtensionDefinition {
  const isEnum = /(?:^|\s)enum\s+\w+[^"]*$/.test(header);
  const node = onlyDefinition(`${header}${isEnum ? "{ _ }" : "{ _: _ }"}`);
  return {
    ...kindOf(node),
    name: node.name.value,
    description: "description" in node ? node.description?.value : undefined,
    interfaces: "interfaces" in node ? (node.interfaces?.map(({ name }) => name.value) ?? []) : [],
    directives: node.directives?.map(({ name }) => name.value) ?? [],
    text,
  };
}

/** @throws ExtensionError, GraphQLError */
export function parseDefinition({ text }: Pick<ExtensionDefinition, "text">): DefinitionNode {
  return onlyDefinition(text);
}

/** Of an object or interface; of others there are none. */
export function fieldNodes(definition: Pick<ExtensionDefinition, "text">): readonly FieldDefinitionNode[] {
  const node = parseDefinition(definition);
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
