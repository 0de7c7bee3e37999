import type { GraphQLSchema } from "graphql";
import type { BaseId, TableId } from "../../ids.ts";
import type { TypedGraph } from "../typed-graph.ts";

type TableKey = `${BaseId}/${TableId}`;

const known = new WeakMap<GraphQLSchema, ReadonlyMap<TableKey, string>>();

/** Notes of which types the records are in a schema that was made of a graph. */
export function noteRecordTypes(schema: GraphQLSchema, { bases }: TypedGraph): void {
  known.set(
    schema,
    new Map(bases.flatMap(({ id, tables }) => tables.map((table) => [`${id}/${table.id}`, table.typeName] as const))),
  );
}

/** The type of a table's records: their own where the schema has it. */
export function recordTypeIn(schema: GraphQLSchema, table: { readonly baseId: BaseId; readonly id: TableId }): string {
  return known.get(schema)?.get(`${table.baseId}/${table.id}`) ?? "UntypedRecord";
}
