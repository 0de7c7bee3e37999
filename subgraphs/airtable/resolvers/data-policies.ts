import { auditFailure } from "../../../kernel/audit-log/audit.ts";
import type { AuditAction } from "../../../kernel/audit-log/audit-action.ts";
import { actorOf } from "../../../kernel/authorization/rules.ts";
import type { DataPolicyResolvers, MutationResolvers, QueryResolvers } from "../generated/resolver-types.ts";
import { createPolicy } from "../policies/create-policy.ts";
import { dataPolicyId } from "../policies/data-policy.ts";
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
  createDataPolicy: async (_parent, { input }, context) =>
    auditFailure(context, tried("policy.created"), async () => createPolicy(context, actorOf(context), input)),
  updateDataPolicy: async (_parent, { input }, context) =>
    auditFailure(context, tried("policy.updated", input.id), async () =>
      updatePolicy(context, actorOf(context), input),
    ),
  deleteDataPolicy: async (_parent, { id }, context) =>
    auditFailure(context, tried("policy.deleted", id), async () =>
      deletePolicy(context, actorOf(context).tenantId, id),
    ),
  setDeniedData: async (_parent, { deniedData }, context) =>
    setDeniedData(context, actorOf(context).tenantId, deniedData),
} satisfies MutationResolvers;

/** @param id as the client named it, told if it is an id: a client's texts have no place in the audit log */
function tried(action: AuditAction, id?: string): Parameters<typeof auditFailure>[1] {
  const parsed = dataPolicyId.safeParse(id);
  return { action, ...(parsed.success ? { target: { kind: "policy", id: parsed.data } } : {}) };
}

export const DataPolicy: DataPolicyResolvers = {
  operations: ({ operations }) => [...operations],
  fieldIds: ({ fieldIds }) => fieldIds && [...fieldIds],
  problem: async (policy, _args, context) => problemOf(context, policy),
};
