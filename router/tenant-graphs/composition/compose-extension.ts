import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type TypeDefinitionNode,
} from "graphql";
import {
  ExtensionError,
  type DefinitionNode as ExtensionNode,
  parseDefinition,
} from "../../../kernel/schema-extension/extension-definitions.ts";
import type { Extension } from "../../../kernel/schema-extension/open-extension.ts";
import { stringArgument } from "../../planning/field-sets.ts";
import type { WholeSupergraph } from "../../planning/part-of-supergraph.ts";
import type { CoreSupergraph } from "./read-core.ts";

/** A supergraph with what one tenant has besides. Its types are parsed when they are asked for. */
export interface ComposedSupergraph extends WholeSupergraph {
  /** What a definition of the extension is in the supergraph; of one that adds to a root type, that type with these fields only. */
  composed(node: ExtensionNode): TypeDefinitionNode;
  /** All of it, which is some forty times as large as its text. */
  document(): DocumentNode;
}

/**
 * Adds what one subgraph has for one tenant to a supergraph: what Apollo's composition makes of the subgraph with it, without
 * composing all the others again. All new types are in one subgraph, so that nothing has to be merged: they are marked as its own,
 * and get what other subgraphs add to their interfaces.
 *
 * @param extension that `checkExtension` has found to be good
 * @throws ExtensionError, GraphQLError for some of those that it would not, now or when they are asked for
 */
export function composeExtension(core: CoreSupergraph, extension: Extension): ComposedSupergraph {
  const { graph, interfaces, whole } = core;
  const places = new Map(extension.typeNames.map((name, at) => [name, core.types.size + at]));
  const additions = new Map<string, FieldDefinitionNode[]>();
  for (const definition of extension.additions) {
    const { fields = [] } = rootPart(parseDefinition(definition));
    additions.set(definition.name, [...(additions.get(definition.name) ?? []), ...fields]);
  }
  const known = new Map<string, TypeDefinitionNode>([...additions].map(([name, fields]) => [name, root(name, fields)]));

  return {
    typeNamed,
    placeOf: (name) => places.get(name) ?? whole.placeOf(name),
    implementations: (name) => [...whole.implementations(name), ...extension.implementations(name)],
    frame: whole.frame,
    rootName: whole.rootName,
    composed,
    document: () => ({
      kind: Kind.DOCUMENT,
      definitions: [
        ...core.document.definitions.map(withAdditions),
        ...extension.typeNames.flatMap((name) => typeNamed(name) ?? []),
      ],
    }),
  };

  function typeNamed(name: string): TypeDefinitionNode | undefined {
    const before = known.get(name) ?? whole.typeNamed(name);
    const [definition] = before === undefined ? extension.named(name) : [];
    if (definition === undefined) return before;
    const node = composed(parseDefinition(definition));
    known.set(name, node);
    return node;
  }

  function withAdditions(definition: DefinitionNode): DefinitionNode {
    const name = "name" in definition ? definition.name?.value : undefined;
    return definition.kind === Kind.OBJECT_TYPE_DEFINITION ? (known.get(name ?? "") ?? definition) : definition;
  }

  function root(name: string, fields: readonly FieldDefinitionNode[]): ObjectTypeDefinitionNode {
    const definition = core.types.get(name);
    if (definition?.kind !== Kind.OBJECT_TYPE_DEFINITION || !core.rootNames.has(name)) throw noRoot(name);
    const isKnownThere = definition.directives?.some((directive) => isJoin(directive, "join__type", graph)) === true;
    return {
      ...definition,
      directives: [...(definition.directives ?? []), ...(isKnownThere ? [] : [join("join__type", graph)])],
      fields: [...(definition.fields ?? []), ...fields],
    };
  }

  function composed(node: ExtensionNode): TypeDefinitionNode {
    switch (node.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        return joinFields(node);
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        return joinInput(node);
      case Kind.ENUM_TYPE_DEFINITION:
        return joinEnum(node);
      default:
        return rootPart(node);
    }
  }

  function rootPart(node: ExtensionNode): ObjectTypeDefinitionNode {
    if (node.kind !== Kind.OBJECT_TYPE_EXTENSION) throw noRoot(node.name.value);
    return { ...node, kind: Kind.OBJECT_TYPE_DEFINITION, fields: rootFields(node) };
  }

  function joinFields<Node extends ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>(node: Node): Node {
    const implemented = (node.interfaces ?? []).map(({ name }) => name.value);
    const keys = (node.directives ?? []).filter(isKey);
    return {
      ...node,
      directives: [
        ...implemented.map((name) => join("join__implements", graph, ["interface", name])),
        ...(keys.length === 0 ? [join("join__type", graph)] : keys.map((key) => joinKey(key, graph))),
        ...(node.directives ?? []).filter((directive) => !isKey(directive)),
      ],
      fields: [...(node.fields ?? []), ...implemented.flatMap((name) => interfaces.get(name)?.contributed ?? [])],
    };
  }

  function joinInput(node: InputObjectTypeDefinitionNode): InputObjectTypeDefinitionNode {
    return { ...node, directives: [join("join__type", graph), ...(node.directives ?? [])] };
  }

  function joinEnum(node: EnumTypeDefinitionNode): EnumTypeDefinitionNode {
    const values = (node.values ?? []).map((value) => ({
      ...value,
      directives: [join("join__enumValue", graph), ...(value.directives ?? [])],
    }));
    return { ...node, values, directives: [join("join__type", graph), ...(node.directives ?? [])] };
  }

  function rootFields(node: ObjectTypeExtensionNode): FieldDefinitionNode[] {
    return (node.fields ?? []).map((field) => ({
      ...field,
      directives: [join("join__field", graph), ...(field.directives ?? [])],
    }));
  }
}

/** What is extended, and is not to be. */
export function noRoot(name: string): ExtensionError {
  return new ExtensionError(`${name} is no root type, and is not to be extended`);
}

function isKey({ name }: ConstDirectiveNode): boolean {
  return name.value === "key";
}

function isJoin({ name, arguments: given = [] }: ConstDirectiveNode, wanted: string, graph: string): boolean {
  return name.value === wanted && given.some(({ value }) => value.kind === Kind.ENUM && value.value === graph);
}

function joinKey(key: ConstDirectiveNode, graph: string): ConstDirectiveNode {
  const fields = stringArgument(key, "fields");
  if (fields === undefined) throw new ExtensionError("a key names no fields");
  return join("join__type", graph, ["key", fields]);
}

function join(name: string, graph: string, more?: readonly [name: string, value: string]): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: [
      argument("graph", { kind: Kind.ENUM, value: graph }),
      ...(more === undefined ? [] : [argument(more[0], { kind: Kind.STRING, value: more[1] })]),
    ],
  };
}

function argument(
  name: string,
  value: { readonly kind: Kind.ENUM; readonly value: string } | { readonly kind: Kind.STRING; readonly value: string },
) {
  return { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value } as const;
}
