import { isActor, signedInOf } from "../../../kernel/authorization/rules.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { describeRole } from "../describe-role.ts";
import type { AccessKind, QueryResolvers } from "../generated/resolver-types.ts";
import { listMemberships } from "../store/own-memberships.ts";
import { listSessions } from "../store/sessions.ts";

const kinds = {
  anonymous: "ANONYMOUS",
  service: "ANONYMOUS",
  account: "ACCOUNT",
  person: "MEMBER",
  machine: "API_KEY",
} as const satisfies Record<Caller["kind"], AccessKind>;

export const sessionQueries = {
  sessions: async (_parent, _args, context) =>
    listSessions(context.db, signedInOf(context).userId, new Date(context.clock.now())),
  tenants: async (_parent, _args, context) => listMemberships(context.db, signedInOf(context).userId),
  access: async (_parent, _args, { caller, loaders }) => {
    const kind = kinds[caller.kind];
    if (!isActor(caller)) return { kind, tenant: null, scopes: [], role: null, apiKeyId: null };
    const { tenantId, scopes } = caller;
    const tenant = await loaders.tenant.load(tenantId);
    if (caller.kind === "machine") return { kind, tenant, scopes: [...scopes], role: null, apiKeyId: caller.apiKeyId };
    const role = describeRole(caller.roleId, await loaders.ownRoles.load(tenantId));
    return { kind, tenant, scopes: [...scopes], role, apiKeyId: null };
  },
} satisfies QueryResolvers;
