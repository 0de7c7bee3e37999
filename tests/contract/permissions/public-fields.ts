import type { SubgraphName } from "../../../subgraphs/registry.ts";

/** Fields that anybody may ask for, and why that does no harm. */
export interface PublicFields {
  readonly type: string;
  readonly fields: string;
  readonly why: string;
}

const echo = "An entity's key is what whoever asks for it has sent.";

/**
 * All fields that can be reached without meeting a directive. Whoever adds one here says why it does no harm; whoever can't
 * puts a directive on it and a rule into the subgraph's permissions.ts.
 */
export const publicFields: Readonly<Record<SubgraphName, readonly PublicFields[]>> = {
  auth: [
    { type: "Query", fields: "me access", why: "Says who asks: a stranger hears that they are one." },
    { type: "Query", fields: "signInProviders", why: "The buttons of a sign-in page." },
    { type: "SignInProvider", fields: "name label", why: "The buttons of a sign-in page." },
    {
      type: "Mutation",
      fields: `signUp resendVerification verifyEmail signIn completeSignIn refreshSession requestPasswordReset resetPassword
        confirmEmailChange finishExternalSignIn`,
      why: "For people who have no session yet; each asks for a secret, or answers by mail.",
    },
    { type: "Access", fields: "kind tenant scopes role apiKeyId", why: "The caller's own." },
    { type: "MailPayload", fields: "email", why: "The address that was sent." },
    { type: "AccountPayload", fields: "user", why: "The caller, or whom a token from a mail proves them to be." },
    {
      type: "SignedIn",
      fields: "accessToken expiresAt refreshToken refreshTokenExpiresAt user",
      why: "What signing in answers with, before there is an identity.",
    },
    { type: "SecondFactorRequired", fields: "challenge expiresAt", why: "The first half of signing in." },
    {
      type: "User",
      fields: "id username email role tenant createdAt hasSecondFactor deletionDueAt",
      why: "Loaders find members of the caller's own tenant only; what is a person's own looks at who asks.",
    },
    { type: "Tenant", fields: "id name", why: "Reached from people and memberships of the caller's own." },
    {
      type: "Role",
      fields: "id name description scopes isBuiltIn",
      why: "Reached from people of the caller's own tenant.",
    },
  ],
  airtable: [],
  workflow: [
    { type: "AirtableRecord", fields: "id", why: echo },
    { type: "User", fields: "id", why: echo },
  ],
  file: [
    { type: "AirtableRecord", fields: "id", why: echo },
    { type: "WorkflowRun", fields: "id", why: echo },
    { type: "User", fields: "id", why: echo },
  ],
  analytics: [
    { type: "AirtableRecord", fields: "id createdTime", why: echo },
    { type: "Base", fields: "id", why: echo },
    { type: "WorkflowRun", fields: "id", why: echo },
  ],
};

/** As `Type.field`. */
export function coordinatesOf(list: readonly PublicFields[]): string[] {
  return list.flatMap(({ type, fields }) =>
    fields
      .trim()
      .split(/\s+/)
      .map((field) => `${type}.${field}`),
  );
}
