import type { Context } from "../context.ts";
import type { MutationResolvers, SessionStore } from "../generated/resolver-types.ts";
import { signIn } from "../sign-in.ts";
import { signUp } from "../sign-up.ts";
import type { SessionStore as StoreName } from "../store/sessions.ts";
import { verifyEmail } from "../verify-email.ts";

const stores = { CLIENT: "client", COOKIES: "cookies" } as const satisfies Record<SessionStore, StoreName>;

export const Mutation: MutationResolvers<Context> = {
  signUp: async (_parent, { input }, context) => signUp(context, input),
  verifyEmail: async (_parent, { input }, context) =>
    verifyEmail(context, { ...input, store: stores[input.store ?? "CLIENT"] }),
  signIn: async (_parent, { input }, context) => signIn(context, { ...input, store: stores[input.store ?? "CLIENT"] }),
};
