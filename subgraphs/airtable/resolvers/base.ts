import { findTable } from "../find-table.ts";
import type { BaseResolvers } from "../generated/resolver-types.ts";
import { listBases } from "../list-bases.ts";
import { listTables } from "../list-tables.ts";

export const Base: BaseResolvers = {
  __resolveReference: async ({ id }, context) => (await listBases(context)).get(id) ?? null,
  tables: async ({ id }, _args, context) => [...(await listTables(context, id)).values()],
  table: async ({ id }, { key }, context) => findTable(context, id, key),
};
