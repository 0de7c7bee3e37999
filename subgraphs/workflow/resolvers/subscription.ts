import { actorOf } from "../../../kernel/authorization/rules.ts";
import { mapStream } from "../../../kernel/executor/map-stream.ts";
import { followRun } from "../follow-run.ts";
import type { RunUpdateResolvers, SubscriptionResolvers } from "../generated/resolver-types.ts";

export const Subscription: SubscriptionResolvers = {
  runUpdated: {
    subscribe: async (_parent, { id, after }, context) => {
      const changes = await followRun(context, actorOf(context).tenantId, { id, after: after ?? null });
      return mapStream(changes, (runUpdated) => ({ runUpdated }));
    },
  },
};

export const RunUpdate: RunUpdateResolvers = {
  cursor: ({ sequence }) => String(sequence),
};
