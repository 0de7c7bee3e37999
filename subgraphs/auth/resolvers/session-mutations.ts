import { signedInOf } from "../../../kernel/authorization/rules.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";
import { confirmIdentity } from "../sessions/confirm-identity.ts";
import { endSession } from "../sessions/end-session.ts";
import { refreshSession } from "../sessions/refresh-session.ts";
import { signIn } from "../sessions/sign-in.ts";
import { signOut, signOutEverywhere } from "../sessions/sign-out.ts";
import { switchTenant } from "../sessions/switch-tenant.ts";
import { sessionStore } from "./session-store.ts";

export const sessionMutations = {
  signIn: async (_parent, { input }, context) =>
    signIn(context, { ...input, store: sessionStore(input.store, context.source) }),
  refreshSession: async (_parent, { refreshToken }, context) => refreshSession(context, refreshToken),
  switchTenant: async (_parent, { tenantId }, context) => switchTenant(context, signedInOf(context), tenantId),
  confirmIdentity: async (_parent, { input }, context) => confirmIdentity(context, signedInOf(context), input),
  signOut: async (_parent, _args, context) => signOut(context, signedInOf(context)),
  signOutEverywhere: async (_parent, _args, context) => signOutEverywhere(context, signedInOf(context)),
  endSession: async (_parent, { id }, context) => endSession(context, signedInOf(context), id),
} satisfies MutationResolvers;
