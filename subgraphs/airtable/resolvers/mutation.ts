import type { MutationResolvers } from "../generated/resolver-types.ts";
import { receivePing } from "../watching/receive-ping.ts";
import { changeSchemaMutations } from "./change-schema.ts";
import { commentMutations } from "./comments.ts";
import { connectionMutations } from "./connection-mutations.ts";
import { dataPolicyMutations } from "./data-policies.ts";
import { writeRecordMutations } from "./write-records.ts";

export const Mutation: MutationResolvers = {
  ...connectionMutations,
  ...writeRecordMutations,
  ...commentMutations,
  ...changeSchemaMutations,
  ...dataPolicyMutations,
  receiveAirtablePing: async (_parent, { input }, context) => receivePing(context, input),
};
