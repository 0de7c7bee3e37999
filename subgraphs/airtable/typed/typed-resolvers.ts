import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../context.ts";
import type { FieldId } from "../ids.ts";

/**
 * How the fields of a typed graph are answered, by type and field: a pure function of the graph's model. Types and fields
 * that are not in it are answered by the parent's property of that name.
 */
export type TypedResolvers = Readonly<Record<string, Readonly<Record<string, TypedFieldConfig>>>>;

export interface TypedFieldConfig {
  /** Methods, so that a resolver may say of what type its parent and arguments are, as the SDL sees to. */
  resolve?(
    parent: unknown,
    args: Readonly<Record<string, unknown>>,
    context: Context,
    info: GraphQLResolveInfo,
  ): unknown;
  subscribe?(
    parent: unknown,
    args: Readonly<Record<string, unknown>>,
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<AsyncIterable<unknown>>;
  readonly extensions?: {
    /** Of a field that reads one cell of a record: whose, so that `selectedCells` knows it. */
    readonly cell?: FieldId;
    /** Of a field of Mutation: those below it are carried out one after the other (kernel/executor/execute-in-series.ts). */
    readonly inSeries?: true;
  };
}
