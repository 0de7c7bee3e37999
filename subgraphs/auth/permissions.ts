import { allow } from "graphql-shield";
import { isService, permissions as shield } from "../../kernel/authorization/rules.ts";

export const permissions = shield({
  Query: { me: allow, accessTokenKeys: isService },
  Mutation: { signUp: allow, signIn: allow },
  SignInPayload: allow,
  // Loaders answer only with members of the caller's own tenant, so who reaches a User may read it. `signIn` leads
  // here before there is an identity.
  User: allow,
  Tenant: allow,
  AccessTokenKey: isService,
});
