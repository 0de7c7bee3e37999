import { auditFailure } from "../../../kernel/audit-log/audit.ts";
import { actorOf } from "../../../kernel/authorization/rules.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { mapStream } from "../../../kernel/executor/map-stream.ts";
import { tenantId } from "../../../kernel/identity/ids.ts";
import { parsePage, toConnection } from "../../../kernel/pagination/page.ts";
import type {
  GraphChangeResolvers,
  GraphViewerInput,
  MutationResolvers,
  QueryResolvers,
  SubscriptionResolvers,
} from "../generated/resolver-types.ts";
import { graphChangeId } from "../ids.ts";
import type { SubjectOfPolicies } from "../policies/data-policy.ts";
import { listChanges } from "../store/graph-changes.ts";
import { acceptChange, changeTarget, graphSettingsOf, setBreakingChanges } from "../typed/graphs/decide-changes.ts";
import { followReports } from "../typed/graphs/follow-reports.ts";
import { followGraphs } from "../typed/graphs/graph-events.ts";

export const typedGraphQueries = {
  graphChanges: async (_parent, args, context) => {
    const page = parsePage(args);
    return toConnection(await listChanges(context.db, actorOf(context).tenantId, page), page);
  },
  graphSettings: async (_parent, _args, context) => graphSettingsOf(context.db, actorOf(context).tenantId),
  typedGraph: async (_parent, args, { typedGraphs }) =>
    typedGraphs.served(tenantId.parse(args.tenantId), args.known ?? undefined, toSubject(args.viewer)),
} satisfies QueryResolvers;

function toSubject(viewer: GraphViewerInput | null | undefined): SubjectOfPolicies | undefined {
  if (viewer == null) return undefined;
  const { userId, roleId, apiKeyId } = viewer;
  if (apiKeyId != null) return { kind: "machine", apiKeyId };
  if (userId != null) return { kind: "person", userId, roleId: roleId ?? undefined };
  throw new AirgraphError("BAD_USER_INPUT", "A viewer is a person or an API key.", { field: "viewer" });
}

export const typedGraphMutations = {
  acceptGraphChange: async (_parent, { id }, context) =>
    auditFailure(
      context,
      {
        action: "graph.change_accepted",
        ...(graphChangeId.safeParse(id).success ? { target: changeTarget(id) } : {}),
      },
      async () => acceptChange(context, actorOf(context), id),
    ),
  setBreakingGraphChanges: async (_parent, { policy }, context) =>
    setBreakingChanges(context, actorOf(context), policy),
} satisfies MutationResolvers;

export const typedGraphSubscriptions = {
  graphChangeReported: {
    subscribe: async (_parent, { after }, context) =>
      mapStream(await followReports(context, actorOf(context).tenantId, after ?? undefined), (graphChangeReported) => ({
        graphChangeReported,
      })),
  },
  typedGraphsChanged: {
    subscribe: (_parent, _args, { listener }) =>
      mapStream(followGraphs(listener), (changed) => ({ typedGraphsChanged: { tenantId: changed } })),
  },
} satisfies SubscriptionResolvers;

export const GraphChange: GraphChangeResolvers = {
  breaks: ({ breaks }) => [...breaks],
};
