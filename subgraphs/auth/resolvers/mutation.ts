import type { Context } from "../context.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";
import { signIn } from "../sign-in.ts";
import { signUp } from "../sign-up.ts";
import type { Member } from "../store/people.ts";

export const Mutation: MutationResolvers = {
  signUp: async (_parent, { input }, context) => signedIn(context, await signUp(context, input)),
  signIn: async (_parent, { input }, context) => signedIn(context, await signIn(context, input)),
};

async function signedIn({ accessTokens }: Context, user: Member) {
  const { token, expiresAt } = await accessTokens.issue(user);
  return { accessToken: token, expiresAt, user };
}
