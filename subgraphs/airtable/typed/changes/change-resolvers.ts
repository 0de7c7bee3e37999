import { z } from "zod";
import { requireScope } from "../../../../kernel/authorization/rules.ts";
import { mapStream } from "../../../../kernel/executor/map-stream.ts";
import { toGlobalId } from "../../global-id.ts";
import { fieldsBelow, selectedCells } from "../../resolvers/selected-cells.ts";
import { subscriptionNameOf, typeNamesOfTable } from "../naming/derived-names.ts";
import type { TypedBase, TypedGraph, TypedTable } from "../typed-graph.ts";
import type { TypedFieldConfig, TypedResolvers } from "../typed-resolvers.ts";
import { followTypedChanges, type TypedChange } from "./follow-typed-changes.ts";

const request = z.object({
  filter: z.record(z.string(), z.unknown()).nullish(),
  after: z.string().nullish(),
});

/** How the subscriptions of a typed graph are answered. */
export function changeResolvers({ bases }: TypedGraph): TypedResolvers {
  const tables = bases.flatMap((base) => base.tables.map((table) => ({ base, table })));
  return {
    Subscription: Object.fromEntries(
      tables.map(({ base, table }) => [subscriptionNameOf(base, table), changedField(base, table)]),
    ),
    ...Object.fromEntries(tables.map(({ base, table }) => [typeNamesOfTable(base, table).change, changeFields(table)])),
  };
}

function changedField(base: TypedBase, table: TypedTable): TypedFieldConfig {
  const name = subscriptionNameOf(base, table);
  return {
    async subscribe(_parent, args, context, info) {
      requireScope(context, "data:read");
      const { filter, after } = request.parse(args);
      const wantsRecords = fieldsBelow(info).some(({ node }) => node.name.value === "record");
      const changes = await followTypedChanges(context, {
        base,
        table,
        filter: filter ?? undefined,
        after: after ?? undefined,
        selection: wantsRecords ? selectedCells(info, ["record"]) : undefined,
      });
      return mapStream(changes, (change) => ({ [name]: change }));
    },
  };
}

function changeFields(table: TypedTable): Readonly<Record<string, TypedFieldConfig>> {
  const names = new Map(table.fields.map(({ id, name }) => [id, name]));
  return {
    kind: { resolve: ({ change }: TypedChange) => change?.kind },
    id: { resolve: ({ change }: TypedChange) => change && toGlobalId(change) },
    record: {
      async resolve({ change, record }: TypedChange, _args, { loaders }, info) {
        if (change === null || record === null) return null;
        if (record instanceof Error) throw record;
        if (record === undefined) return loaders.record.load(toGlobalId(change), selectedCells(info));
        loaders.record.prime(record.id, record);
        return record;
      },
    },
    changedFields: { resolve: ({ change }: TypedChange) => change?.fieldIds.flatMap((id) => names.get(id) ?? []) },
    at: { resolve: ({ change }: TypedChange) => change?.at },
    source: { resolve: ({ change }: TypedChange) => change?.source },
    actor: { resolve: ({ change }: TypedChange) => change?.actor },
  };
}
