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
} from "graphql";
import {
  ExtensionError,
  type DefinitionNode as ExtensionNode,
} from "../../../kernel/schema-extension/extension-definitions.ts";
import { stringArgument } from "../../planning/field-sets.ts";
import { checkExtension } from "./check-extension.ts";
import type { CoreSupergraph } from "./read-core.ts";

/**
 * Adds what one subgraph has for one tenant to a supergraph: what Apollo's composition makes of the subgraph with it, without
 * composing all the others again. All new types are in one subgraph, so that nothing has to be merged: they are marked as its own,
 * and get what other subgraphs add to their interfaces.
 *
 * @throws ExtensionError for what would be another supergraph than the core with something more
 */
export function composeExtension(core: CoreSupergraph, extension: readonly ExtensionNode[]): DocumentNode {
  checkExtension(core, extension);
  const { graph, interfaces } = core;
  const added = new Map<string, FieldDefinitionNode[]>();
  const definitions: DefinitionNode[] = [];
  for (const node of extension) {
    switch (node.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        definitions.push(joinFields(node));
        break;
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        definitions.push(joinInput(node));
        break;
      case Kind.ENUM_TYPE_DEFINITION:
        definitions.push(joinEnum(node));
        break;
      case Kind.OBJECT_TYPE_EXTENSION:
        added.set(node.name.value, [...(added.get(node.name.value) ?? []), ...rootFields(node)]);
        break;
      default:
        throw new ExtensionError(`${node.name.value} is no root type, and is not to be extended`);
    }
  }
  const coreDefinitions = core.document.definitions.map((definition) => {
    const fields = definition.kind === Kind.OBJECT_TYPE_DEFINITION ? added.get(definition.name.value) : undefined;
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION || fields === undefined) return definition;
    const isKnownThere = definition.directives?.some((directive) => isJoin(directive, "join__type", graph)) === true;
    return {
      ...definition,
      directives: [...(definition.directives ?? []), ...(isKnownThere ? [] : [join("join__type", graph)])],
      fields: [...(definition.fields ?? []), ...fields],
    };
  });
  return { kind: Kind.DOCUMENT, definitions: [...coreDefinitions, ...definitions] };

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
