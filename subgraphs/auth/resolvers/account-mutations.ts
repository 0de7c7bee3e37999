import { cancelAccountDeletion } from "../accounts/cancel-account-deletion.ts";
import { changeEmail } from "../accounts/change-email.ts";
import { changePassword } from "../accounts/change-password.ts";
import { confirmEmailChange } from "../accounts/confirm-email-change.ts";
import { deleteAccount } from "../accounts/delete-account.ts";
import { requestPasswordReset } from "../accounts/request-password-reset.ts";
import { resendVerification } from "../accounts/resend-verification.ts";
import { resetPassword } from "../accounts/reset-password.ts";
import { signUp } from "../accounts/sign-up.ts";
import { signedInHere } from "../accounts/signed-in-here.ts";
import { verifyEmail } from "../accounts/verify-email.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";
import { sessionStore } from "./session-store.ts";

export const accountMutations: MutationResolvers = {
  signUp: async (_parent, { input }, context) => signUp(context, input),
  resendVerification: async (_parent, args, context) => resendVerification(context, args),
  verifyEmail: async (_parent, { input }, context) =>
    verifyEmail(context, { ...input, store: sessionStore(input.store, context.source) }),
  requestPasswordReset: async (_parent, args, context) => requestPasswordReset(context, args),
  resetPassword: async (_parent, { input }, context) => resetPassword(context, input),
  changePassword: async (_parent, { input }, context) => changePassword(context, signedInHere(context), input),
  changeEmail: async (_parent, args, context) => changeEmail(context, signedInHere(context), args),
  confirmEmailChange: async (_parent, args, context) => confirmEmailChange(context, args),
  deleteAccount: async (_parent, _args, context) => deleteAccount(context, signedInHere(context)),
  cancelAccountDeletion: async (_parent, _args, context) => cancelAccountDeletion(context, signedInHere(context)),
};
