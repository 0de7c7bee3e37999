import { actorOf } from "../../../kernel/authorization/rules.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";
import { keepWatching } from "../watching/keep-watching.ts";
import { receivePing } from "../watching/receive-ping.ts";
import { changeSchemaMutations } from "./change-schema.ts";
import { commentMutations } from "./comments.ts";
import { connectionMutations } from "./connection-mutations.ts";
import { dataPolicyMutations } from "./data-policies.ts";
import { graphNameMutations } from "./graph-names.ts";
import { typedGraphMutations } from "./typed-graphs.ts";
import { writeRecordMutations } from "./write-records.ts";

export const Mutation: MutationResolvers = {
  ...connectionMutations,
  ...writeRecordMutations,
  ...commentMutations,
  ...changeSchemaMutations,
  ...dataPolicyMutations,
  ...typedGraphMutations,
  ...graphNameMutations,
  keepWatching: async (_parent, { baseId }, context) => keepWatching(context, actorOf(context).tenantId, baseId),
  receiveAirtablePing: async (_parent, { input }, context) => receivePing(context, input),
};
