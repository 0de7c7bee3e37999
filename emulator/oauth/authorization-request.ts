import { type OAuthClient, type Scope, scopes } from "../seed/seed.ts";
import { OAuthError } from "./oauth-error.ts";

/** What a client asks a user for (reference 8). */
export interface AuthorizationRequest {
  readonly client: OAuthClient;
  readonly redirectUri: string;
  readonly scopes: readonly Scope[];
  readonly state: string;
  /** SHA-256 of the verifier, in base64url (RFC 7636, 4.2). */
  readonly codeChallenge: string;
}

/** A request that names no client, or no address of its client to go back to: it is told to the person, not redirected. */
export class UnknownClientError extends Error {
  override readonly name = "UnknownClientError";
}

/** A request that its client is told about, by redirect. */
export class RefusedRequestError extends Error {
  override readonly name = "RefusedRequestError";
  readonly redirectUri: string;
  readonly state: string | null;
  readonly reason: OAuthError;

  constructor(redirectUri: string, state: string | null, reason: OAuthError) {
    super(reason.message, { cause: reason });
    this.redirectUri = redirectUri;
    this.state = state;
    this.reason = reason;
  }
}

/**
 * Reads the parameters of the authorization endpoint.
 *
 * @throws UnknownClientError or RefusedRequestError
 */
export function readAuthorizationRequest(
  clients: ReadonlyMap<string, OAuthClient>,
  parameters: URLSearchParams,
): AuthorizationRequest {
  const client = clients.get(parameters.get("client_id") ?? "");
  if (client === undefined) throw new UnknownClientError("client_id names no registered integration");
  const redirectUri = parameters.get("redirect_uri") ?? "";
  if (!client.redirectUris.includes(redirectUri)) {
    throw new UnknownClientError(`redirect_uri must be one that ${client.id} is registered with, letter by letter`);
  }
  const state = parameters.get("state");
  try {
    return { client, redirectUri, ...readDetails(client, parameters) };
  } catch (error) {
    if (error instanceof OAuthError) throw new RefusedRequestError(redirectUri, state, error);
    throw error;
  }
}

const single = ["client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge"];

function readDetails(client: OAuthClient, parameters: URLSearchParams) {
  for (const name of single) {
    // RFC 6749, 3.1.
    if (parameters.getAll(name).length > 1) throw new OAuthError("invalid_request", `${name} is given more than once`);
  }
  const responseType = parameters.get("response_type") ?? "";
  if (responseType === "") throw new OAuthError("invalid_request", "response_type is missing");
  if (responseType !== "code") throw new OAuthError("unsupported_response_type", "response_type must be code");
  const state = parameters.get("state") ?? "";
  if (state === "") throw new OAuthError("invalid_request", "state is missing");
  const codeChallenge = parameters.get("code_challenge") ?? "";
  if (!/^[\w-]{43}$/.test(codeChallenge)) {
    throw new OAuthError("invalid_request", "code_challenge must be a SHA-256 in base64url: 43 characters");
  }
  if (parameters.get("code_challenge_method") !== "S256") {
    throw new OAuthError("invalid_request", "code_challenge_method must be S256");
  }
  return { state, codeChallenge, scopes: readScopes(client, parameters.get("scope") ?? "") };
}

function readScopes(client: OAuthClient, text: string): Scope[] {
  const asked = new Set(text.split(" ").filter((name) => name !== ""));
  if (asked.size === 0) throw new OAuthError("invalid_scope", "scope is missing");
  const granted = scopes.filter((scope) => asked.has(scope) && client.scopes.includes(scope));
  const refused = [...asked].filter((name) => !granted.some((scope) => scope === name));
  if (refused.length > 0) {
    throw new OAuthError("invalid_scope", `${client.id} is not registered for the scope ${refused.join(", ")}`);
  }
  return granted;
}
