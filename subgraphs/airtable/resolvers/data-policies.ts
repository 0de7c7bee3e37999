import { actorOf } from "../../../kernel/authorization/rules.ts";
import type { DataPolicyResolvers, MutationResolvers, QueryResolvers } from "../generated/resolver-types.ts";
import { createPolicy } from "../policies/create-policy.ts";
import { deletePolicy } from "../policies/delete-policy.ts";
import { findDataAccess } from "../policies/find-data-access.ts";
import { listDataPolicies } from "../policies/list-data-policies.ts";
import { problemOf } from "../policies/problem-of.ts";
import { setDeniedData } from "../policies/set-denied-data.ts";
import { updatePolicy } from "../policies/update-policy.ts";
import { whyDenied } from "../policies/why-denied.ts";

export const dataPolicyQueries = {
  dataPolicies: async (_parent, _args, context) => listDataPolicies(context, actorOf(context).tenantId),
  dataAccess: async (_parent, _args, context) => findDataAccess(context, actorOf(context).tenantId),
  whyDenied: async (_parent, { input }, context) => whyDenied(context, actorOf(context).tenantId, input),
} satisfies QueryResolvers;

export const dataPolicyMutations = {
  createDataPolicy: async (_parent, { input }, context) => createPolicy(context, actorOf(context), input),
  updateDataPolicy: async (_parent, { input }, context) => updatePolicy(context, actorOf(context), input),
  deleteDataPolicy: async (_parent, { id }, context) => deletePolicy(context, actorOf(context).tenantId, id),
  setDeniedData: async (_parent, { deniedData }, context) =>
    setDeniedData(context, actorOf(context).tenantId, deniedData),
} satisfies MutationResolvers;

export const DataPolicy: DataPolicyResolvers = {
  operations: ({ operations }) => [...operations],
  fieldIds: ({ fieldIds }) => fieldIds && [...fieldIds],
  problem: async (policy, _args, context) => problemOf(context, policy),
};
