import { actorOf } from "../../../kernel/authorization/rules.ts";
import type { MutationResolvers, QueryResolvers } from "../generated/resolver-types.ts";
import { deleteSecret } from "../secrets/delete-secret.ts";
import { setSecret } from "../secrets/set-secret.ts";
import { listSecrets } from "../store/secrets.ts";

export const secretQueries: Pick<QueryResolvers, "workflowSecrets"> = {
  workflowSecrets: async (_parent, _args, context) => listSecrets(context.db, actorOf(context).tenantId),
};

export const secretMutations: Pick<MutationResolvers, "setWorkflowSecret" | "deleteWorkflowSecret"> = {
  setWorkflowSecret: async (_parent, { input }, context) => setSecret(context, actorOf(context).tenantId, input),
  deleteWorkflowSecret: async (_parent, { name }, context) => ({
    name: await deleteSecret(context, actorOf(context).tenantId, name),
  }),
};
