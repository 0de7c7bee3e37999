import { signedInOf } from "../../../kernel/authorization/rules.ts";
import type { Account, Caller, Person } from "../../../kernel/identity/caller.ts";
import { finishExternalSignIn } from "../external-sign-in/finish-external-sign-in.ts";
import { removeExternalIdentity } from "../external-sign-in/remove-external-identity.ts";
import { startExternalSignIn } from "../external-sign-in/start-external-sign-in.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";
import { ownUser } from "./own-user.ts";
import { sessionStore } from "./session-store.ts";

export const externalSignInMutations = {
  startExternalSignIn: async (_parent, { input }, context) => {
    await context.limits.take("startExternalSignIn", { source: context.source });
    return startExternalSignIn(context, whoIsSignedIn(context.caller)?.userId, input);
  },
  finishExternalSignIn: async (_parent, { input }, context) => {
    await context.limits.take("finishExternalSignIn", { source: context.source });
    return finishExternalSignIn(context, whoIsSignedIn(context.caller), {
      ...input,
      store: sessionStore(input.store, context.source),
    });
  },
  removeExternalIdentity: async (_parent, { id }, context) => {
    await removeExternalIdentity(context, signedInOf(context).userId, id);
    return { user: await ownUser(context) };
  },
} satisfies Partial<MutationResolvers>;

function whoIsSignedIn(caller: Caller): Person | Account | undefined {
  return caller.kind === "person" || caller.kind === "account" ? caller : undefined;
}
