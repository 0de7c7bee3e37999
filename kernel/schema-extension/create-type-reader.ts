import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLEnumValueConfigMap,
  type GraphQLField,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigArgumentMap,
  type GraphQLFieldResolver,
  type GraphQLInputFieldConfig,
  type GraphQLInputFieldConfigMap,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  type InputValueDefinitionNode,
  isInputType,
  isInterfaceType,
  isNonNullType,
  isOutputType,
  Kind,
  type TypeNode,
  valueFromAST,
} from "graphql";
import { type ExtensionDefinition, ExtensionError, fieldNodes, nodeOf } from "./extension-definitions.ts";
import type { FieldSource } from "./field-by-field.ts";

/** Reads the parts of definitions when they are asked for. What they refer to has to be there by then. */
export interface TypeReader {
  interfaces(definition: ExtensionDefinition): GraphQLInterfaceType[];
  fieldNames(definition: ExtensionDefinition): readonly string[];
  /** Those of its interfaces, too, which it may leave out: in a supergraph other subgraphs add to an interface. */
  fields(definition: ExtensionDefinition): FieldSource;
  inputFields(definition: ExtensionDefinition): GraphQLInputFieldConfigMap;
  enumValues(definition: ExtensionDefinition): GraphQLEnumValueConfigMap;
}

/** What a field of an extension does, which its SDL does not say. */
export interface ExtensionFieldConfig {
  readonly resolve?: GraphQLFieldResolver<unknown, never> | undefined;
  readonly subscribe?: GraphQLFieldResolver<unknown, never> | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export type ConfigOf = (typeName: string, fieldName: string) => ExtensionFieldConfig | undefined;

/** Shared: graphql-js makes an object of its own for everything that has none. */
export const nothing: Readonly<Record<string, never>> = Object.freeze(Object.create(null));

export function createTypeReader({
  typeNamed,
  configOf,
}: {
  typeNamed(name: string): GraphQLNamedType | undefined;
  configOf?: ConfigOf | undefined;
}): TypeReader {
  return {
    interfaces,
    fieldNames: (definition) => fieldNodes(definition).map(({ name }) => name.value),
    fields(definition) {
      const own = fieldNodes(definition).map(({ name }) => name.value);
      const inherited = interfaces(definition).flatMap((each) => Object.keys(each.getFields()));
      return {
        names: [...new Set([...own, ...inherited])],
        config(name) {
          const node = fieldNodes(definition).find((each) => each.name.value === name);
          if (node !== undefined) return fieldConfig(definition.name, node);
          const [field] = interfaces(definition).flatMap((each) => each.getFields()[name] ?? []);
          return field && inheritedConfig(field);
        },
      };
    },
    inputFields(definition) {
      const node = nodeOf(definition);
      const isInput = node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION;
      return inputValues(isInput ? (node.fields ?? []) : []);
    },
    enumValues(definition) {
      const node = nodeOf(definition);
      const nodes = (node.kind === Kind.ENUM_TYPE_DEFINITION ? node.values : undefined) ?? [];
      const values: GraphQLEnumValueConfigMap = Object.create(null);
      for (const { name, description, directives } of nodes)
        values[name.value] = {
          value: name.value,
          description: description?.value,
          deprecationReason: deprecationReason(directives),
          extensions: nothing,
        };
      return values;
    },
  };

  function fieldConfig(
    typeName: string,
    { name, description, type, arguments: given = [], directives }: FieldDefinitionNode,
  ): GraphQLFieldConfig<unknown, unknown> {
    return {
      description: description?.value,
      type: outputType(type),
      args: argumentsOf(given),
      deprecationReason: deprecationReason(directives),
      extensions: nothing,
      ...(configOf?.(typeName, name.value) as Partial<GraphQLFieldConfig<unknown, unknown>> | undefined),
    };
  }

  function interfaces(definition: ExtensionDefinition): GraphQLInterfaceType[] {
    return definition.interfaces.map(known).filter((type) => isInterfaceType(type));
  }

  function argumentsOf(nodes: readonly InputValueDefinitionNode[]): GraphQLFieldConfigArgumentMap {
    return nodes.length === 0 ? nothing : inputValues(nodes);
  }

  function inputValues(nodes: readonly InputValueDefinitionNode[]): Record<string, GraphQLInputFieldConfig> {
    const values: Record<string, GraphQLInputFieldConfig> = Object.create(null);
    for (const { name, description, type, defaultValue, directives } of nodes) {
      const inputs = inputType(type);
      values[name.value] = {
        description: description?.value,
        type: inputs,
        defaultValue: valueFromAST(defaultValue, inputs),
        deprecationReason: deprecationReason(directives),
        extensions: nothing,
      };
    }
    return values;
  }

  function known(name: string): GraphQLNamedType {
    const type = typeNamed(name);
    if (type === undefined) throw new ExtensionError(`there is no type ${name}`);
    return type;
  }

  function outputType(node: TypeNode): GraphQLOutputType {
    switch (node.kind) {
      case Kind.NON_NULL_TYPE: {
        const inner = outputType(node.type);
        return isNonNullType(inner) ? inner : new GraphQLNonNull(inner);
      }
      case Kind.LIST_TYPE:
        return new GraphQLList(outputType(node.type));
      case Kind.NAMED_TYPE: {
        const type = known(node.name.value);
        if (!isOutputType(type)) throw new ExtensionError(`${type.name} is not for output`);
        return type;
      }
    }
  }

  function inputType(node: TypeNode): GraphQLInputType {
    switch (node.kind) {
      case Kind.NON_NULL_TYPE: {
        const inner = inputType(node.type);
        return isNonNullType(inner) ? inner : new GraphQLNonNull(inner);
      }
      case Kind.LIST_TYPE:
        return new GraphQLList(inputType(node.type));
      case Kind.NAMED_TYPE: {
        const type = known(node.name.value);
        if (!isInputType(type)) throw new ExtensionError(`${type.name} is not for input`);
        return type;
      }
    }
  }
}

/** As graphql-js makes it of a field itself, but for a whole type only. */
function inheritedConfig(field: GraphQLField<unknown, unknown>): GraphQLFieldConfig<unknown, unknown> | undefined {
  const holder = new GraphQLObjectType({ name: "Holder", fields: {} });
  holder.getFields()[field.name] = field;
  return holder.toConfig().fields[field.name];
}

function deprecationReason(directives: readonly ConstDirectiveNode[] = []): string | undefined {
  const deprecated = directives.find(({ name }) => name.value === "deprecated");
  if (deprecated === undefined) return undefined;
  const reason = deprecated.arguments?.find(({ name }) => name.value === "reason")?.value;
  return reason?.kind === Kind.STRING ? reason.value : "No longer supported";
}
