import {
  type GraphQLFieldConfig,
  type GraphQLFieldMap,
  GraphQLObjectType,
  type GraphQLObjectTypeConfig,
} from "graphql";

type FieldConfig = GraphQLFieldConfig<unknown, unknown>;

/** The fields of a type, each to be had by itself. */
export interface FieldSource {
  readonly names: readonly string[];
  /** Of one of these names; asked for once. */
  config(name: string): FieldConfig | undefined;
}

/**
 * An object type whose fields are made when they are asked for: that of a base has three for each table, with arguments that
 * lead to hundreds of other types, and an operation asks for two of them.
 */
export class FieldByFieldType extends GraphQLObjectType {
  readonly #source: () => FieldSource;
  #fields: GraphQLFieldMap<unknown, unknown> | undefined;

  /** @param source asked once, when the first field is asked for */
  constructor(config: Omit<GraphQLObjectTypeConfig<unknown, unknown>, "fields">, source: () => FieldSource) {
    super({ ...config, fields: {} });
    this.#source = source;
  }

  override getFields(): GraphQLFieldMap<unknown, unknown> {
    return (this.#fields ??= this.#makeFields());
  }

  #makeFields(): GraphQLFieldMap<unknown, unknown> {
    const source = this.#source();
    const made: GraphQLFieldMap<unknown, unknown> = Object.create(null);
    const wanting = new Set(source.names);
    // Its keys are those of the target, which has them all.
    for (const name of wanting) Object.assign(made, { [name]: undefined });
    return new Proxy(made, {
      get: (_made, name) => {
        if (typeof name !== "string") return undefined;
        if (!wanting.has(name)) return made[name];
        const config = source.config(name);
        // graphql-js makes fields for a type only, and of all configurations that it is given.
        const field =
          config && new GraphQLObjectType({ name: this.name, fields: { [name]: config } }).getFields()[name];
        if (field !== undefined) made[name] = field;
        wanting.delete(name);
        return field;
      },
    });
  }
}
