import type { Clock } from "../../../kernel/clock.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { createOAuthServer, type OAuthServer } from "./oauth-server.ts";

/** The settings that OAuth takes; an empty text counts as not set. */
interface OAuthConfig {
  readonly airtableOAuthUrl: string;
  readonly airtableOAuthClientId: string;
  readonly airtableOAuthClientSecret: string;
  readonly airtableOAuthRedirectUri: string | undefined;
  readonly airtableTimeoutMs: number;
}

/** @returns Airtable's OAuth, or throws AirgraphError NOT_FOUND when the settings don't say who we are there */
export function findOAuthServer(config: OAuthConfig, clock: Clock): () => OAuthServer {
  const { airtableOAuthClientId: clientId, airtableOAuthRedirectUri: redirectUri } = config;
  if (clientId === "" || redirectUri === undefined) {
    return () => {
      throw new AirgraphError(
        "NOT_FOUND",
        "Connecting Airtable by OAuth is not set up here: an operator has to set AIRTABLE_OAUTH_CLIENT_ID and AIRTABLE_OAUTH_REDIRECT_URI. Until then connectAirtable takes a personal access token.",
      );
    };
  }
  const clientSecret = config.airtableOAuthClientSecret === "" ? undefined : config.airtableOAuthClientSecret;
  const server = createOAuthServer({
    client: { clientId, clientSecret, redirectUri },
    url: config.airtableOAuthUrl,
    timeoutMs: config.airtableTimeoutMs,
    clock,
  });
  return () => server;
}
