import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
  visit,
} from "graphql";
import { graphOf, parseFieldSet, stringArgument } from "./field-sets.ts";

type FieldsDefinition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * Takes fields out of the subgraphs that have them as @external and have no use for them: no key, requirement or interface.
 * Federation refuses such a field.
 *
 * @param names of the fields that are looked at
 */
export function dropUnusedExternals(supergraph: DocumentNode, names: ReadonlySet<string>): DocumentNode {
  const types = new Map(
    supergraph.definitions.flatMap((definition) => (isFields(definition) ? [[definition.name.value, definition]] : [])),
  );
  const uses = findUses(types);
  const drop = <Type extends FieldsDefinition>(type: Type): Type => ({
    ...type,
    fields: type.fields?.map((field) => (names.has(field.name.value) ? dropFrom(field, type) : field)) ?? [],
  });
  return visit(supergraph, { ObjectTypeDefinition: drop, InterfaceTypeDefinition: drop });

  function dropFrom(field: FieldDefinitionNode, type: FieldsDefinition): FieldDefinitionNode {
    const name = field.name.value;
    const directives = field.directives?.filter((directive) => {
      const graph = graphOf(directive);
      if (directive.name.value !== "join__field" || !isExternal(directive) || graph === undefined) return true;
      return uses.has(useOf(graph, type.name.value, name)) || interfacesIn(graph, type).some((one) => has(one, name));
    });
    return { ...field, directives: directives ?? [] };
  }

  function has(interfaceName: string, field: string): boolean {
    return types.get(interfaceName)?.fields?.some(({ name }) => name.value === field) === true;
  }
}

function findUses(types: ReadonlyMap<string, FieldsDefinition>): ReadonlySet<string> {
  const uses = new Set<string>();
  for (const [name, { directives = [], fields = [] }] of types) {
    for (const directive of directives) if (directive.name.value === "join__type") use(directive, "key", name);
    for (const { type, directives: onField = [] } of fields)
      for (const directive of onField.filter((one) => one.name.value === "join__field")) {
        use(directive, "requires", name);
        use(directive, "provides", namedType(type));
      }
  }
  return uses;

  function use(directive: ConstDirectiveNode, argument: string, type: string): void {
    const text = stringArgument(directive, argument);
    const graph = graphOf(directive);
    if (text !== undefined && graph !== undefined) useAll(parseFieldSet(text), type, graph);
  }

  function useAll({ selections }: SelectionSetNode, type: string, graph: string): void {
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          const { name, selectionSet } = selection;
          // What is required of an interface is required of every type that implements it.
          for (const user of [type, ...implementations(type)]) uses.add(useOf(graph, user, name.value));
          const field = types.get(type)?.fields?.find((one) => one.name.value === name.value);
          if (field !== undefined && selectionSet !== undefined) useAll(selectionSet, namedType(field.type), graph);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          useAll(selection.selectionSet, selection.typeCondition?.name.value ?? type, graph);
          break;
        case Kind.FRAGMENT_SPREAD:
          throw new TypeError("a field set has no named fragments");
      }
    }
  }

  function implementations(interfaceName: string): string[] {
    return [...types].flatMap(([name, { interfaces = [] }]) =>
      interfaces.some((one) => one.name.value === interfaceName) ? [name] : [],
    );
  }
}

function useOf(graph: string, type: string, field: string): string {
  return `${graph} ${type}.${field}`;
}

function isFields(definition: { kind: Kind }): definition is FieldsDefinition {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function isExternal({ arguments: given = [] }: ConstDirectiveNode): boolean {
  return given.some(({ name, value }) => name.value === "external" && value.kind === Kind.BOOLEAN && value.value);
}

function interfacesIn(graph: string, { directives = [] }: FieldsDefinition): string[] {
  return directives
    .filter((directive) => directive.name.value === "join__implements" && graphOf(directive) === graph)
    .flatMap((directive) => stringArgument(directive, "interface") ?? []);
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
