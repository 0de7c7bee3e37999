import { actorOf } from "../../../kernel/authorization/rules.ts";
import { mapStream } from "../../../kernel/executor/map-stream.ts";
import { parsePage, toConnection } from "../../../kernel/pagination/page.ts";
import type {
  ApprovalResolvers,
  MutationResolvers,
  QueryResolvers,
  SubscriptionResolvers,
} from "../generated/resolver-types.ts";
import { decideApproval, namesOf } from "../runs/decide-approval.ts";
import { followApprovals } from "../runs/follow-approvals.ts";
import { listPendingApprovals } from "../store/approvals.ts";

export const approvalQueries: Pick<QueryResolvers, "pendingApprovals"> = {
  pendingApprovals: async (_parent, args, context) => {
    const actor = actorOf(context);
    const page = parsePage(args);
    return toConnection(await listPendingApprovals(context.db, actor.tenantId, namesOf(actor), page), page);
  },
};

export const approvalMutations: Pick<MutationResolvers, "decideApproval"> = {
  decideApproval: async (_parent, { input }, context) => ({
    approval: await decideApproval(context, actorOf(context), input),
  }),
};

export const approvalSubscriptions: Pick<SubscriptionResolvers, "approvalsPending"> = {
  approvalsPending: {
    subscribe: async (_parent, { after }, context) => {
      const changes = await followApprovals(context, actorOf(context), after ?? null);
      return mapStream(changes, (approvalsPending) => ({ approvalsPending }));
    },
  },
};

export const Approval: ApprovalResolvers = {
  step: ({ path }) => path,
  run: async ({ runId }, _args, { loaders }) => loaders.run.load(runId),
  decidedBy: ({ decidedBy }) => (decidedBy?.kind === "person" ? { id: decidedBy.userId } : null),
};
