import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
} from "openid-client";
import { z } from "zod";
import type { Clock } from "../../../kernel/clock.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Proofs } from "./derive-proofs.ts";
import type { ProviderSettings } from "./provider-settings.ts";
import { providerTrouble } from "./provider-trouble.ts";

/** A person as a provider knows them. */
export interface ExternalAccount {
  /** The provider's id of the person: never another's, and the only thing to know somebody again by. */
  readonly subject: string;
  /** Lower case. */
  readonly email: string | undefined;
  /** Whether the provider says that the address is theirs. */
  readonly isEmailVerified: boolean;
}

/** An OpenID provider: authorization code with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1; RFC 7636). */
export interface IdentityProvider {
  readonly name: string;
  readonly label: string;
  /** The page where a person signs in. @throws AirgraphError UPSTREAM_UNAVAILABLE */
  authorizationUrl(request: Proofs & { redirectUri: string; state: string }): Promise<string>;
  /**
   * Exchanges what came back for who it is. The tokens are not kept.
   * @param answer.callback all parameters, `iss` too (RFC 9207)
   * @throws AirgraphError FORBIDDEN when the person did not consent; UPSTREAM_REJECTED for an answer that does not fit
   * or that the provider does not stand by; UPSTREAM_UNAVAILABLE
   */
  redeem(answer: Proofs & { redirectUri: string; state: string; callback: URLSearchParams }): Promise<ExternalAccount>;
}

/** Of one call to a provider. */
const timeoutSeconds = 5;
/** What a provider tells of itself changes seldom; keys are asked for anew by the library when one is unknown. */
const discoveryLifeMs = 60 * 60_000;
/** By how much clocks may differ. */
const toleratedSeconds = 60;

const claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254).optional().catch(undefined),
  // Some providers say it in a string.
  email_verified: z.union([z.boolean(), z.literal("true").transform(() => true)]).catch(false),
});

/** Asks the provider of itself when it is first needed, so that one that is down keeps nothing from starting. */
export function createIdentityProvider(
  settings: ProviderSettings,
  { clock, logger }: { clock: Clock; logger: Logger },
): IdentityProvider {
  const { name, label } = settings;
  let known: { configuration: Configuration; until: number } | undefined;
  let asking: Promise<Configuration> | undefined;

  async function configuration(): Promise<Configuration> {
    if (known !== undefined && clock.now() < known.until) return known.configuration;
    asking ??= discover(settings).finally(() => {
      asking = undefined;
    });
    const found = await asking;
    known = { configuration: found, until: clock.now() + discoveryLifeMs };
    return found;
  }

  async function told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw providerTrouble(error, { name, label, logger });
    }
  }

  return {
    name,
    label,
    authorizationUrl: async ({ redirectUri, state, nonce, verifier }) =>
      told(
        async () =>
          buildAuthorizationUrl(await configuration(), {
            redirect_uri: redirectUri,
            scope: settings.scopes.join(" "),
            state,
            nonce,
            code_challenge: await calculatePKCECodeChallenge(verifier),
            code_challenge_method: "S256",
          }).href,
      ),
    redeem: async ({ redirectUri, callback, state, nonce, verifier }) =>
      told(async () => {
        const server = await configuration();
        const cameBackTo = new URL(redirectUri);
        cameBackTo.search = callback.toString();
        const answer = await authorizationCodeGrant(server, cameBackTo, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
        });
        const idToken = claims.parse(answer.claims());
        const asksForMore = idToken.email === undefined && server.serverMetadata().userinfo_endpoint !== undefined;
        const { sub, email, email_verified } = asksForMore
          ? claims.parse(await fetchUserInfo(server, answer.access_token, idToken.sub))
          : idToken;
        return { subject: sub, email: email?.toLowerCase(), isEmailVerified: email_verified };
      }),
  };
}

async function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<Configuration> {
  const server = new URL(issuer);
  return discovery(
    server,
    clientId,
    { [clockTolerance]: toleratedSeconds },
    clientSecret === undefined ? None() : secretAs(clientSecret),
    {
      timeout: timeoutSeconds,
      // Signatures of ID tokens are checked although they come over TLS: it costs little, and takes less on trust.
      execute: [enableNonRepudiationChecks, ...(server.protocol === "http:" ? [allowInsecureRequests] : [])],
    },
  );
}

/** In the header, as every provider has to take it, unless it says that it does not (RFC 8414, 2). */
function secretAs(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    (methods.includes("client_secret_basic") ? basic : post)(server, ...rest);
  };
}
