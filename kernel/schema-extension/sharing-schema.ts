import {
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  GraphQLSchema,
  isInterfaceType,
  isObjectType,
  OperationTypeNode,
} from "graphql";

interface Implementations {
  readonly objects: readonly GraphQLObjectType[];
  readonly interfaces: readonly GraphQLInterfaceType[];
}

/**
 * A schema whose types are made when they are asked for. graphql-js itself looks through all fields of all types to find them, which
 * would read them all; everything that it does with a schema afterwards it asks for by these methods.
 */
export class SharingSchema extends GraphQLSchema {
  readonly #core: GraphQLSchema;
  readonly #types: Record<string, GraphQLNamedType>;
  readonly #typeNamed: (name: string) => GraphQLNamedType | undefined;
  readonly #implementations: (interfaceName: string) => readonly string[];
  readonly #roots: Readonly<Record<OperationTypeNode, GraphQLObjectType | undefined>>;

  constructor(parts: {
    core: GraphQLSchema;
    /** By name, undefined those that are not made yet. */
    types: Record<string, GraphQLNamedType | undefined>;
    /** Makes those, too. */
    typeNamed(name: string): GraphQLNamedType | undefined;
    /** Those that the core has not, by the interface's name. */
    implementations(interfaceName: string): readonly string[];
    rootOf(operation: OperationTypeNode): GraphQLObjectType | undefined;
    extensions: Readonly<Record<string, unknown>> | undefined;
  }) {
    const { core, types, typeNamed, implementations, rootOf, extensions = core.extensions } = parts;
    super({ description: core.description, directives: core.getDirectives(), extensions, assumeValid: true });
    this.#core = core;
    // Validation asks for all names with each document, and for hardly a type.
    this.#types = new Proxy(types, {
      get: (_types, name) => (typeof name === "string" ? typeNamed(name) : undefined),
    }) as Record<string, GraphQLNamedType>;
    this.#typeNamed = typeNamed;
    this.#implementations = implementations;
    this.#roots = {
      [OperationTypeNode.QUERY]: rootOf(OperationTypeNode.QUERY),
      [OperationTypeNode.MUTATION]: rootOf(OperationTypeNode.MUTATION),
      [OperationTypeNode.SUBSCRIPTION]: rootOf(OperationTypeNode.SUBSCRIPTION),
    };
  }

  override getQueryType(): GraphQLObjectType | undefined {
    return this.#roots[OperationTypeNode.QUERY];
  }

  override getMutationType(): GraphQLObjectType | undefined {
    return this.#roots[OperationTypeNode.MUTATION];
  }

  override getSubscriptionType(): GraphQLObjectType | undefined {
    return this.#roots[OperationTypeNode.SUBSCRIPTION];
  }

  override getTypeMap(): Record<string, GraphQLNamedType> {
    return this.#types;
  }

  override getType(name: string): GraphQLNamedType | undefined {
    return this.#typeNamed(name);
  }

  override getImplementations(interfaceType: GraphQLInterfaceType): Implementations {
    const core = this.#core.getImplementations(interfaceType);
    const own = this.#implementations(interfaceType.name).map(this.#typeNamed);
    if (own.length === 0) return core;
    return {
      objects: [...core.objects, ...own.filter((type) => isObjectType(type))],
      interfaces: [...core.interfaces, ...own.filter((type) => isInterfaceType(type))],
    };
  }
}
