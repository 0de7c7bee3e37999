import { createRecord } from "../create-record.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";
import { connectionMutations } from "./connection-mutations.ts";

export const Mutation: MutationResolvers = {
  ...connectionMutations,
  createRecord: async (_parent, { input }, context) => {
    const { baseId, table, cells, typecast = false } = input;
    const record = await createRecord(context, { baseId, table, cells, typecast });
    // Records read before may have got a link to the new one.
    context.loaders.record.clearAll().prime(record.id, record);
    return { record };
  },
};
