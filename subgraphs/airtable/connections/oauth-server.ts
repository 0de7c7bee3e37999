import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  Configuration,
  None,
  ResponseBodyError,
  refreshTokenGrant,
} from "openid-client";
import type { Clock } from "../../../kernel/clock.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Credentials } from "./credentials.ts";

/** Our registration as an integration at Airtable. */
export interface OAuthClient {
  readonly clientId: string;
  /** Undefined for an integration that was given none. */
  readonly clientSecret: string | undefined;
  readonly redirectUri: string;
}

export type OAuthTokens = Extract<Credentials, { method: "OAUTH" }>;

/** How a renewal ended. */
export type Renewal =
  | { readonly kind: "renewed"; readonly tokens: OAuthTokens }
  /** Airtable no longer takes the refresh token. */
  | { readonly kind: "refused" }
  /** The refresh token has been used a moment ago: by another process, or by us without our getting the answer. */
  | { readonly kind: "duplicate" }
  /** No answer, or none that says anything about the refresh token. */
  | { readonly kind: "failed"; readonly error: AirgraphError };

/** Airtable's OAuth: authorization code with PKCE, and refresh (emulator/airtable-api.md 8). */
export interface OAuthServer {
  /** The page where a person consents. @param challenge PKCE's, of the method S256 */
  authorizationUrl(request: { scopes: readonly string[]; state: string; challenge: string }): string;
  /** @throws AirgraphError UPSTREAM_REJECTED when Airtable refuses the code; UPSTREAM_UNAVAILABLE */
  redeem(answer: { code: string; state: string; verifier: string }): Promise<OAuthTokens>;
  renew(refreshToken: string): Promise<Renewal>;
}

/** Where Airtable doesn't say how long an access token lives (emulator/airtable-api.md 2). */
const usualLifeSeconds = 3_600;

/** @param options.url under which `authorize` and `token` are */
export function createOAuthServer(options: {
  client: OAuthClient;
  url: string;
  timeoutMs: number;
  clock: Clock;
}): OAuthServer {
  const { client, timeoutMs, clock } = options;
  const root = options.url.replace(/\/+$/, "");
  const server = new Configuration(
    { issuer: root, authorization_endpoint: `${root}/authorize`, token_endpoint: `${root}/token` },
    client.clientId,
    undefined,
    client.clientSecret === undefined ? None() : ClientSecretBasic(client.clientSecret),
  );
  server.timeout = timeoutMs / 1_000;
  // The emulator's. That Airtable's own URL is https is the operator's choice, like the URL itself.
  if (root.startsWith("http:")) allowInsecureRequests(server);

  function toTokens(
    answer: { access_token: string; refresh_token?: string; expires_in?: number },
    formerRefreshToken?: string,
  ): OAuthTokens {
    const refreshToken = answer.refresh_token ?? formerRefreshToken;
    if (refreshToken === undefined) {
      throw new AirgraphError("UPSTREAM_REJECTED", "Airtable gave an access token that can't be renewed.");
    }
    return {
      method: "OAUTH",
      accessToken: answer.access_token,
      refreshToken,
      expiresAt: new Date(clock.now() + (answer.expires_in ?? usualLifeSeconds) * 1_000),
    };
  }

  return {
    authorizationUrl: ({ scopes, state, challenge }) =>
      buildAuthorizationUrl(server, {
        redirect_uri: client.redirectUri,
        scope: scopes.join(" "),
        state,
        code_challenge: challenge,
        code_challenge_method: "S256",
      }).href,

    async redeem({ code, state, verifier }) {
      const cameBackTo = new URL(client.redirectUri);
      cameBackTo.search = new URLSearchParams({ code, state }).toString();
      try {
        const answer = await authorizationCodeGrant(server, cameBackTo, {
          pkceCodeVerifier: verifier,
          expectedState: state,
        });
        return toTokens(answer);
      } catch (error) {
        throw toTold(error, "Begin again with startAirtableOAuth.");
      }
    },

    async renew(refreshToken) {
      try {
        return { kind: "renewed", tokens: toTokens(await refreshTokenGrant(server, refreshToken), refreshToken) };
      } catch (error) {
        if (statusOf(error) === 409) return { kind: "duplicate" };
        if (error instanceof ResponseBodyError && error.error === "invalid_grant") return { kind: "refused" };
        return { kind: "failed", error: toTold(error, "Try again.") };
      }
    },
  };
}

/** Of the library's errors nothing is kept but a code: they carry requests and answers, which hold tokens. */
function toTold(error: unknown, advice: string): AirgraphError {
  if (error instanceof AirgraphError) return error;
  if (!(error instanceof ResponseBodyError) || error.status >= 500 || error.status === 429) {
    return new AirgraphError("UPSTREAM_UNAVAILABLE", `Airtable's OAuth did not answer, or not as it should. ${advice}`);
  }
  const details = { airtableType: error.error };
  switch (error.error) {
    case "invalid_client":
      return new AirgraphError(
        "UPSTREAM_REJECTED",
        "Airtable does not know Airgraph as this integration: an operator has to compare AIRTABLE_OAUTH_CLIENT_ID and AIRTABLE_OAUTH_CLIENT_SECRET with Airtable's.",
        details,
      );
    case "invalid_grant":
      return new AirgraphError(
        "UPSTREAM_REJECTED",
        `Airtable refused the code: it is wrong, used or expired. ${advice}`,
        details,
      );
    default:
      return new AirgraphError(
        "UPSTREAM_REJECTED",
        `Airtable's OAuth refused the call: ${error.error}. ${advice}`,
        details,
      );
  }
}

/** Of the answer that an error was made from, if there was one: where its body isn't RFC 6749's, it is the cause. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof ResponseBodyError) return error.status;
  return error instanceof Error && error.cause instanceof Response ? error.cause.status : undefined;
}
