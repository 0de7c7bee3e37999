import { signedInOf } from "../../../kernel/authorization/rules.ts";
import { signedInHere } from "../accounts/signed-in-here.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";
import { completeSignIn } from "../second-factor/complete-sign-in.ts";
import { confirmTotp } from "../second-factor/confirm-totp.ts";
import { disableTotp } from "../second-factor/disable-totp.ts";
import { renewRecoveryCodes } from "../second-factor/renew-recovery-codes.ts";
import { startTotp } from "../second-factor/start-totp.ts";
import { ownUser } from "./own-user.ts";
import { sessionStore } from "./session-store.ts";

export const secondFactorMutations = {
  completeSignIn: async (_parent, { input }, context) =>
    completeSignIn(context, { ...input, store: sessionStore(input.store, context.source) }),
  startTotp: async (_parent, _args, context) => startTotp(context, signedInOf(context).userId),
  confirmTotp: async (_parent, { code }, context) => confirmTotp(context, signedInHere(context), code),
  disableTotp: async (_parent, _args, context) => {
    await disableTotp(context, signedInOf(context).userId);
    return { user: await ownUser(context) };
  },
  renewRecoveryCodes: async (_parent, _args, context) => renewRecoveryCodes(context, signedInOf(context).userId),
} satisfies Partial<MutationResolvers>;
