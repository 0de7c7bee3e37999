import { findTable } from "../find-table.ts";
import type { BaseResolvers } from "../generated/resolver-types.ts";
import { lookUpBase } from "../list-bases.ts";
import { listTables } from "../list-tables.ts";

export const Base: BaseResolvers = {
  __resolveReference: async ({ id }, context) => (await lookUpBase(context, id))?.base ?? null,
  connection: async ({ connectionId }, _args, { connections }) =>
    (await connections()).find(({ connection }) => connection.id === connectionId)?.connection ?? null,
  tables: async ({ id }, _args, context) => [...(await listTables(context, id)).values()],
  table: async ({ id }, { key }, context) => findTable(context, id, key),
};
