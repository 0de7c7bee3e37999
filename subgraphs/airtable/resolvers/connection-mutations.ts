import { personOf } from "../../../kernel/authorization/rules.ts";
import { checkConnection } from "../connections/check-connection.ts";
import { connectAirtable } from "../connections/connect-airtable.ts";
import { disconnectAirtable } from "../connections/disconnect-airtable.ts";
import { finishOAuth } from "../connections/finish-oauth.ts";
import { renameConnection } from "../connections/rename-connection.ts";
import { startOAuth } from "../connections/start-oauth.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";

export const connectionMutations = {
  connectAirtable: async (_parent, { input }, context) => connectAirtable(context, context.asker(), input),
  startAirtableOAuth: async (_parent, { input }, context) => startOAuth(context, personOf(context), input),
  finishAirtableOAuth: async (_parent, { input }, context) =>
    finishOAuth(context, { ...context.asker(), userId: personOf(context).userId }, input),
  renameAirtableConnection: async (_parent, { input }, context) =>
    renameConnection(context, context.asker().tenantId, input),
  checkAirtableConnection: async (_parent, { id }, context) => checkConnection(context, context.asker(), id),
  disconnectAirtable: async (_parent, { id }, context) => disconnectAirtable(context, context.asker().tenantId, id),
} satisfies MutationResolvers;
