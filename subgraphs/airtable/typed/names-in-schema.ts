import type { TypedBase, TypedTable } from "./typed-graph.ts";

/** What the parts of a table's typed GraphQL are called that are about writing and watching. */
export interface SchemaNames {
  /** Fields of the base's type of mutations. */
  readonly create: string;
  readonly update: string;
  readonly replace: string;
  readonly upsert: string;
  readonly delete: string;
  /** What these answer, and what they answer of one record. */
  readonly writtenAll: string;
  readonly written: string;
  /** The field of Subscription, and what it answers. */
  readonly changed: string;
  readonly change: string;
}

export function schemaNames(base: TypedBase, { typeName, many }: TypedTable): SchemaNames {
  const all = capitalised(many);
  return {
    create: `create${all}`,
    update: `update${all}`,
    replace: `replace${all}`,
    upsert: `upsert${all}`,
    delete: `delete${all}`,
    writtenAll: `${base.typeName}${all}Written`,
    written: `${typeName}Written`,
    changed: `${base.name}${all}Changed`,
    change: `${typeName}Change`,
  };
}

/** The type of a base's mutations. */
export function mutationTypeOf({ typeName }: TypedBase): string {
  return `${typeName}Mutation`;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
