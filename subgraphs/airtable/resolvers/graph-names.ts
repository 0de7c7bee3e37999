import { auditFailure } from "../../../kernel/audit-log/audit.ts";
import type { AuditAction } from "../../../kernel/audit-log/audit-action.ts";
import { actorOf } from "../../../kernel/authorization/rules.ts";
import type { Context } from "../context.ts";
import type { GraphPartResolvers, MutationResolvers, QueryResolvers } from "../generated/resolver-types.ts";
import { dropPart } from "../typed/naming/drop-part.ts";
import { listParts } from "../typed/naming/graph-parts.ts";
import { setHidden } from "../typed/naming/hide-part.ts";
import { parsePartId, toPartId } from "../typed/naming/part-id.ts";
import { renamePart } from "../typed/naming/rename-part.ts";

export const graphNameQueries = {
  graphParts: async (_parent, { of }, context) => [
    ...(await listParts(context, actorOf(context).tenantId, of ?? undefined)),
  ],
} satisfies QueryResolvers;

export const graphNameMutations = {
  renameGraphPart: async (_parent, { input }, context) =>
    changing(context, tried("graph_part.renamed", input.id), async () =>
      renamePart(context, actorOf(context).tenantId, input),
    ),
  hideGraphPart: async (_parent, { id }, context) =>
    changing(context, tried("graph_part.hidden", id), async () =>
      setHidden(context, actorOf(context).tenantId, id, true),
    ),
  showGraphPart: async (_parent, { id }, context) =>
    changing(context, tried("graph_part.shown", id), async () =>
      setHidden(context, actorOf(context).tenantId, id, false),
    ),
  dropGraphPart: async (_parent, { id }, context) =>
    changing(context, tried("graph_part.dropped", id), async () => dropPart(context, actorOf(context).tenantId, id)),
} satisfies MutationResolvers;

async function changing<Result>(
  context: Context,
  attempt: ReturnType<typeof tried>,
  change: () => Promise<Result>,
): Promise<Result> {
  const result = await auditFailure(context, attempt, change);
  await context.typedGraphs.refresh(actorOf(context).tenantId);
  return result;
}

/** @param id as the client named it, told if it is one: a client's texts have no place in the audit log */
function tried(action: AuditAction, id: string) {
  const address = parsePartId(id);
  return { action, ...(address === undefined ? {} : { target: { kind: "graph_part", id: toPartId(address) } }) };
}

export const GraphPart: GraphPartResolvers = {
  id: ({ part }) => toPartId(part),
  kind: ({ part }) => part.kind,
  label: ({ part }) => part.label,
  name: ({ part }) => part.name,
  one: ({ part }) => (part.kind === "TABLE" ? part.one : null),
  typeName: ({ part }) => (part.kind === "CHOICE" ? null : part.typeName),
  hidden: ({ part }) => part.hidden,
  removedAt: ({ part }) => part.removedAt,
  parts: ({ parts }) => [...parts],
};
