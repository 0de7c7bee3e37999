import { createHash } from "node:crypto";
import type { IdSource } from "../identifiers.ts";
import type { OAuthClient, Scope, Token } from "../seed/seed.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { OAuthError } from "./oauth-error.ts";
import { sameSecret } from "./same-secret.ts";

const minute = 60_000;
const codeLifeMs = 10 * minute;
const accessLifeMs = 60 * minute;
const refreshLifeMs = 60 * 24 * 60 * minute;
/** How long after a refresh a second one with the same token counts as its duplicate. */
const duplicateMs = minute;

/** Who agreed to what. */
interface Consent {
  readonly clientId: string;
  readonly userId: string;
  readonly scopes: readonly Scope[];
  readonly bases: Token["bases"];
}

/** The tokens that came of one code; each refresh replaces them. */
interface Grant extends Consent {
  accessToken: string;
  refreshToken: string;
  /** Ms. */
  refreshExpires: number;
}

interface Code {
  readonly consent: Consent;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly expires: number;
  /** Set by the first use. */
  grant: Grant | null;
}

/** Time and ids of one call. */
export interface Moment {
  /** Ms. */
  readonly now: number;
  readonly newId: IdSource;
}

/** The answer of the token endpoint (RFC 6749, 5.1, and reference 8). */
export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: "Bearer";
  readonly scope: string;
  readonly expires_in: number;
  readonly refresh_expires_in: number;
}

/**
 * Codes and tokens of OAuth (reference 8). A code is good for one use within ten minutes, and used again it takes back
 * what came of it; a refresh replaces both tokens.
 */
export class OAuthGrants {
  readonly #tokens: Map<string, Token>;
  readonly #codes = new Map<string, Code>();
  readonly #grants = new Map<string, Grant>();
  /** When a refresh token was replaced, ms. */
  readonly #replaced = new Map<string, number>();

  /** @param tokens where access tokens are added for the API to know them */
  constructor(tokens: Map<string, Token>) {
    this.#tokens = tokens;
  }

  /** Notes that a user agreed, and makes the code that tells the client. */
  approve(request: AuthorizationRequest, userId: string, bases: Token["bases"], { now, newId }: Moment): string {
    const { client, redirectUri, codeChallenge } = request;
    const code = secret(newId, "oac");
    const consent = { clientId: client.id, userId, scopes: request.scopes, bases };
    this.#codes.set(code, { consent, redirectUri, codeChallenge, expires: now + codeLifeMs, grant: null });
    return code;
  }

  /** @throws OAuthError invalid_grant */
  redeemCode(
    client: OAuthClient,
    { code, redirectUri, verifier }: { code: string; redirectUri: string; verifier: string },
    moment: Moment,
  ): TokenAnswer {
    const found = this.#codes.get(code);
    if (found === undefined || found.consent.clientId !== client.id) {
      throw new OAuthError("invalid_grant", "the code is unknown");
    }
    if (found.grant !== null) {
      this.#revoke(found.grant);
      throw new OAuthError("invalid_grant", "the code was used before; the tokens it gave are revoked");
    }
    if (found.expires <= moment.now) throw new OAuthError("invalid_grant", "the code has expired");
    if (found.redirectUri !== redirectUri) {
      throw new OAuthError("invalid_grant", "redirect_uri is not the one the code was made for");
    }
    if (!sameSecret(challengeOf(verifier), found.codeChallenge)) {
      throw new OAuthError("invalid_grant", "code_verifier does not fit the code's challenge");
    }
    const grant = { ...found.consent, accessToken: "", refreshToken: "", refreshExpires: 0 };
    found.grant = grant;
    return this.#renew(grant, moment);
  }

  /** @throws OAuthError invalid_grant; with status 409 for the duplicate of a refresh shortly before */
  refresh(client: OAuthClient, refreshToken: string, moment: Moment): TokenAnswer {
    const replaced = this.#replaced.get(refreshToken);
    if (replaced !== undefined && moment.now < replaced + duplicateMs) {
      throw new OAuthError("invalid_grant", "the refresh token was used a moment ago", 409);
    }
    const grant = this.#grants.get(refreshToken);
    if (grant === undefined || grant.clientId !== client.id || grant.refreshExpires <= moment.now) {
      throw new OAuthError("invalid_grant", "the refresh token is unknown, replaced, revoked or expired");
    }
    this.#revoke(grant);
    this.#replaced.set(refreshToken, moment.now);
    return this.#renew(grant, moment);
  }

  /**
   * Takes back an access or refresh token, and what belongs to it; personal tokens too.
   *
   * @returns whether there was such a token
   */
  revoke(token: string): boolean {
    for (const grant of this.#grants.values()) {
      if (grant.accessToken !== token && grant.refreshToken !== token) continue;
      this.#revoke(grant);
      return true;
    }
    return this.#tokens.delete(token);
  }

  #renew(grant: Grant, { now, newId }: Moment): TokenAnswer {
    grant.accessToken = secret(newId, "oaa");
    grant.refreshToken = secret(newId, "oar");
    grant.refreshExpires = now + refreshLifeMs;
    this.#grants.set(grant.refreshToken, grant);
    const { accessToken: token, clientId, userId, scopes, bases } = grant;
    this.#tokens.set(token, {
      token,
      userId,
      kind: "oauth",
      clientId,
      scopes: [...scopes],
      // The grant's own list: bases made with this token are open to the next one, too.
      bases,
      workspaceIds: [],
      expirationTime: new Date(now + accessLifeMs).toISOString(),
    });
    return {
      access_token: token,
      refresh_token: grant.refreshToken,
      token_type: "Bearer",
      scope: scopes.join(" "),
      expires_in: accessLifeMs / 1000,
      refresh_expires_in: refreshLifeMs / 1000,
    };
  }

  #revoke(grant: Grant): void {
    this.#tokens.delete(grant.accessToken);
    this.#grants.delete(grant.refreshToken);
  }
}

/** 14 characters to tell them apart, 28 that nobody can guess. */
function secret(newId: IdSource, prefix: string): string {
  return `${newId(prefix)}.${newId("")}${newId("")}`;
}

/** RFC 7636, 4.6. */
function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier, "ascii").digest("base64url");
}
