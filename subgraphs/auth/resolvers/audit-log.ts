import { actorOf } from "../../../kernel/authorization/rules.ts";
import { readAuditLog } from "../audit/read-audit-log.ts";
import { verifyAuditLog } from "../audit/verify-audit-log.ts";
import type { AuditEntryResolvers, QueryResolvers } from "../generated/resolver-types.ts";

export const auditQueries: QueryResolvers = {
  auditLog: async (_parent, given, context) => readAuditLog(context, actorOf(context), given),
  verifyAuditLog: async (_parent, given, context) => {
    const verified = await verifyAuditLog(context, actorOf(context), given);
    if (!verified.intact) {
      const { firstBroken, reason } = verified;
      return { isIntact: false, entries: firstBroken - 1, head: null, firstBroken, problem: reason };
    }
    const { entries, head } = verified;
    return { isIntact: true, entries, head: entries === 0 ? null : head, firstBroken: null, problem: null };
  },
};

export const AuditEntry: AuditEntryResolvers = {
  user: async ({ actor }, _args, { loaders }) => (actor.kind === "person" ? loaders.member.load(actor.userId) : null),
  userId: ({ actor }) => (actor.kind === "person" ? actor.userId : null),
  apiKeyId: ({ actor }) => (actor.kind === "machine" ? actor.apiKeyId : null),
  runId: ({ runId }) => runId ?? null,
  address: ({ source }) => source?.address ?? null,
  userAgent: ({ source }) => source?.userAgent ?? null,
  targetKind: ({ target }) => target?.kind ?? null,
  targetId: ({ target }) => target?.id ?? null,
  details: ({ details }) => details ?? null,
};
