import {
  GraphQLEnumType,
  type GraphQLFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLUnionType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  OperationTypeNode,
  specifiedScalarTypes,
} from "graphql";
import { type ConfigOf, createTypeReader, nothing, type TypeReader } from "./create-type-reader.ts";
import { type ExtensionDefinition, ExtensionError } from "./extension-definitions.ts";
import { FieldByFieldType, type FieldSource } from "./field-by-field.ts";
import type { Extension } from "./open-extension.ts";
import { SharingSchema } from "./sharing-schema.ts";

export interface ExtendOptions {
  /** Asked once for each field of each type that is used, when it is first used. */
  readonly configOf?: ConfigOf | undefined;
  /** Of an object type as a whole, for example how an entity is found by its key. */
  readonly extensionsOf?: ((typeName: string) => Readonly<Record<string, unknown>> | undefined) | undefined;
  /** Of the schema. */
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

const operations = [OperationTypeNode.QUERY, OperationTypeNode.MUTATION, OperationTypeNode.SUBSCRIPTION] as const;

/**
 * A schema with more types and root fields than another one. Whatever is in the other one is in this one as the very same object,
 * but for its root types and for the union of all entities, which differ; so the core's own fields must not lead back to a root
 * type. Types of the extension are known by name at once; each is made when it is first asked for, and so are its fields: a schema
 * of thousands of types costs what is used of it. Nothing is validated but names; the SDL is to be of somebody who prints it from a
 * model.
 *
 * @param core is not changed
 * @throws ExtensionError for a name that is taken, and for an extension of a type that is no root type
 */
export function extendSharing(core: GraphQLSchema, extension: Extension, options: ExtendOptions = {}): GraphQLSchema {
  // A schema has only those of GraphQL's own scalars that it uses, and the core may not use them all.
  const types: Record<string, GraphQLNamedType | undefined> = Object.create(null);
  for (const scalar of specifiedScalarTypes) types[scalar.name] = scalar;
  Object.assign(types, core.getTypeMap());
  for (const name of extension.typeNames) {
    if (types[name] !== undefined) throw new ExtensionError(`there is a type ${name} already`);
    types[name] = undefined;
  }
  const typeNamed = (name: string): GraphQLNamedType | undefined =>
    types[name] ?? (name in types ? (types[name] = makeType(name)) : undefined);
  const reader = createTypeReader({ typeNamed, ...options });
  for (const name of extension.interfaceNames)
    if (!isInterfaceType(typeNamed(name))) throw new ExtensionError(`there is no interface ${name}`);

  const replaced = new Map<GraphQLNamedType, GraphQLNamedType>();
  const entities = core.getType("_Entity");
  if (isUnionType(entities) && extension.keyed.length > 0) {
    const config = entities.toConfig();
    const own = () => extension.keyed.map(typeNamed).filter((type) => isObjectType(type));
    replaced.set(entities, new GraphQLUnionType({ ...config, types: () => [...config.types, ...own()] }));
  }
  for (const operation of operations) {
    const root = core.getRootType(operation);
    if (!root) continue;
    const own = extension.additions.filter(({ name }) => name === root.name);
    replaced.set(root, extendedRoot(root, own, { replaced, reader }));
  }
  const unknown = extension.additions.find(
    ({ name }) => !operations.some((each) => core.getRootType(each)?.name === name),
  );
  if (unknown !== undefined) throw new ExtensionError(`${unknown.name} is no root type, and is not to be extended`);
  for (const type of replaced.values()) types[type.name] = type;

  const rootOf = (operation: OperationTypeNode) => {
    const root = core.getRootType(operation);
    const own = root ? replaced.get(root) : undefined;
    return isObjectType(own) ? own : undefined;
  };
  return new SharingSchema({
    core,
    types,
    typeNamed,
    implementations: extension.implementations,
    rootOf,
    extensions: options.extensions,
  });

  function makeType(name: string): GraphQLNamedType | undefined {
    const definition = extension.named(name).find(({ isExtension }) => !isExtension);
    return definition && newType(definition, reader, options);
  }
}

function newType(
  definition: ExtensionDefinition,
  reader: TypeReader,
  { extensionsOf }: ExtendOptions,
): GraphQLNamedType {
  const { kind, name, description, directives } = definition;
  switch (kind) {
    case "object":
      return new FieldByFieldType(
        {
          name,
          description,
          extensions: extensionsOf?.(name) ?? nothing,
          interfaces: () => reader.interfaces(definition),
        },
        () => reader.fields(definition),
      );
    case "interface":
      return new GraphQLInterfaceType({
        name,
        description,
        extensions: nothing,
        interfaces: () => reader.interfaces(definition),
        fields: () => configsOf(reader.fields(definition)),
      });
    case "input":
      return new GraphQLInputObjectType({
        name,
        description,
        extensions: nothing,
        isOneOf: directives.includes("oneOf"),
        fields: () => reader.inputFields(definition),
      });
    case "enum":
      return new GraphQLEnumType({
        name,
        description,
        extensions: nothing,
        values: () => reader.enumValues(definition),
      });
  }
}

function extendedRoot(
  root: GraphQLObjectType,
  definitions: readonly ExtensionDefinition[],
  { replaced, reader }: { replaced: ReadonlyMap<GraphQLNamedType, GraphQLNamedType>; reader: TypeReader },
): GraphQLObjectType {
  const config = root.toConfig();
  const names = new Set(Object.keys(config.fields));
  for (const name of definitions.flatMap(reader.fieldNames)) {
    if (names.has(name)) throw new ExtensionError(`there is a field ${root.name}.${name} already`);
    names.add(name);
  }
  return new FieldByFieldType(config, () => {
    const sources = definitions.map(reader.fields);
    return {
      names: [...names],
      config(name) {
        const field = config.fields[name];
        if (field !== undefined) return { ...field, type: withReplaced(field.type, replaced) };
        return sources.find((source) => source.names.includes(name))?.config(name);
      },
    };
  });
}

function configsOf({ names, config }: FieldSource): GraphQLFieldConfigMap<unknown, unknown> {
  return Object.fromEntries(names.map((name) => [name, config(name)] as const).filter(isGiven));
}

function isGiven<Value>(entry: readonly [string, Value | undefined]): entry is readonly [string, Value] {
  return entry[1] !== undefined;
}

function withReplaced(
  type: GraphQLOutputType,
  replaced: ReadonlyMap<GraphQLNamedType, GraphQLNamedType>,
): GraphQLOutputType {
  if (isNonNullType(type)) {
    const inner = withReplaced(type.ofType, replaced);
    return inner === type.ofType || isNonNullType(inner) ? type : new GraphQLNonNull(inner);
  }
  if (isListType(type)) {
    const inner = withReplaced(type.ofType, replaced);
    return inner === type.ofType ? type : new GraphQLList(inner);
  }
  const own = replaced.get(type);
  return isObjectType(own) || isUnionType(own) ? own : type;
}
