import { auditFailure } from "../../../kernel/audit-log/audit.ts";
import { personOf } from "../../../kernel/authorization/rules.ts";
import { checkConnection } from "../connections/check-connection.ts";
import { connectAirtable } from "../connections/connect-airtable.ts";
import { connectionTarget } from "../connections/connection-events.ts";
import { disconnectAirtable } from "../connections/disconnect-airtable.ts";
import { finishOAuth } from "../connections/finish-oauth.ts";
import { renameConnection } from "../connections/rename-connection.ts";
import { startOAuth } from "../connections/start-oauth.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";
import { connectionId } from "../ids.ts";

export const connectionMutations = {
  connectAirtable: async (_parent, { input }, context) =>
    auditFailure(context, tried("created", input.connectionId), async () =>
      connectAirtable(context, context.asker(), input),
    ),
  startAirtableOAuth: async (_parent, { input }, context) =>
    auditFailure(context, tried("authorization_started"), async () => startOAuth(context, personOf(context), input)),
  finishAirtableOAuth: async (_parent, { input }, context) =>
    auditFailure(context, tried("created", input.connectionId), async () =>
      finishOAuth(context, { ...context.asker(), userId: personOf(context).userId }, input),
    ),
  renameAirtableConnection: async (_parent, { input }, context) =>
    auditFailure(context, tried("renamed", input.id), async () =>
      renameConnection(context, context.asker().tenantId, input),
    ),
  checkAirtableConnection: async (_parent, { id }, context) => checkConnection(context, context.asker(), id),
  disconnectAirtable: async (_parent, { id }, context) =>
    auditFailure(context, tried("deleted", id), async () => disconnectAirtable(context, context.asker().tenantId, id)),
} satisfies MutationResolvers;

/** @param id as the client named the connection; what is no id has no place in the audit log */
function tried<Verb extends string>(verb: Verb, id?: string | null) {
  const parsed = connectionId.safeParse(id);
  return {
    action: `airtable_connection.${verb}` as const,
    ...(parsed.success ? { target: connectionTarget(parsed.data) } : {}),
  };
}
