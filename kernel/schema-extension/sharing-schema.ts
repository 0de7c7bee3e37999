import {
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  GraphQLSchema,
  OperationTypeNode,
} from "graphql";

interface Implementations {
  readonly objects: readonly GraphQLObjectType[];
  readonly interfaces: readonly GraphQLInterfaceType[];
}

/**
 * A schema whose types are given as they are. graphql-js itself looks through all fields of all types to find them, which would
 * read them all; everything that it does with a schema afterwards it asks for by these methods.
 */
export class SharingSchema extends GraphQLSchema {
  readonly #core: GraphQLSchema;
  readonly #types: Record<string, GraphQLNamedType>;
  readonly #implementations: ReadonlyMap<string, Implementations>;
  readonly #roots: Readonly<Record<OperationTypeNode, GraphQLObjectType | undefined>>;

  constructor(parts: {
    core: GraphQLSchema;
    types: Record<string, GraphQLNamedType>;
    /** Those that the core has not, by the interface's name. */
    implementations: ReadonlyMap<string, Implementations>;
    rootOf(operation: OperationTypeNode): GraphQLObjectType | undefined;
    extensions: Readonly<Record<string, unknown>> | undefined;
  }) {
    const { core, types, implementations, rootOf, extensions = core.extensions } = parts;
    super({ description: core.description, directives: core.getDirectives(), extensions, assumeValid: true });
    this.#core = core;
    this.#types = types;
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

  override getImplementations(interfaceType: GraphQLInterfaceType): Implementations {
    const core = this.#core.getImplementations(interfaceType);
    const own = this.#implementations.get(interfaceType.name);
    if (own === undefined) return core;
    return { objects: [...core.objects, ...own.objects], interfaces: [...core.interfaces, ...own.interfaces] };
  }
}
