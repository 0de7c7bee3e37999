import { approvers, grantsOf } from "../oauth/approvers.ts";
import {
  type AuthorizationRequest,
  RefusedRequestError,
  readAuthorizationRequest,
  UnknownClientError,
} from "../oauth/authorization-request.ts";
import { consentPage, unknownClientPage } from "../oauth/consent-page.ts";
import { OAuthError } from "../oauth/oauth-error.ts";
import type { TokenAnswer } from "../oauth/oauth-grants.ts";
import { sameSecret } from "../oauth/same-secret.ts";
import type { OAuthClient } from "../seed/seed.ts";
import { foreignCall } from "./admin-guard.ts";
import { type Answer, jsonAnswer } from "./answer.ts";
import type { Incoming } from "./incoming.ts";
import type { Service } from "./service.ts";

export function isOAuthPath(path: string): boolean {
  return path.startsWith("/oauth2/v1/");
}

/** Answers the two endpoints of OAuth (reference 8). */
export function answerOAuth(service: Service, incoming: Incoming): Answer {
  switch (`${incoming.method} ${incoming.path}`) {
    case "GET /oauth2/v1/authorize":
      return authorize(service, incoming.query, (request) => ask(service, request, incoming.query));
    case "POST /oauth2/v1/authorize": {
      const foreign = foreignCall(incoming);
      if (foreign !== null) return html(403, unknownClientPage(foreign));
      const form = new URLSearchParams(incoming.body ?? "");
      return authorize(service, form, (request) => decide(service, request, form));
    }
    case "POST /oauth2/v1/token":
      return answerToken(service, incoming);
    default:
      return jsonAnswer(404, { error: "NOT_FOUND" });
  }
}

function authorize(
  service: Service,
  parameters: URLSearchParams,
  go: (request: AuthorizationRequest) => Answer,
): Answer {
  try {
    return go(readAuthorizationRequest(service.workspace.oauthClients, parameters));
  } catch (error) {
    if (error instanceof UnknownClientError) return html(400, unknownClientPage(error.message));
    if (!(error instanceof RefusedRequestError)) throw error;
    return goBack(error.redirectUri, {
      error: error.reason.code,
      error_description: error.reason.message,
      ...(error.state === null ? {} : { state: error.state }),
    });
  }
}

function ask(service: Service, request: AuthorizationRequest, parameters: URLSearchParams): Answer {
  const known = approvers(service.workspace);
  switch (service.switches.oauthConsent) {
    case "page":
      return html(200, consentPage(request, known, parameters), new URL(request.redirectUri).origin);
    case "deny":
      return deny(request);
    case "approve": {
      const userId = known[0]?.user.id ?? "";
      return approve(service, request, userId, () => true);
    }
  }
}

function decide(service: Service, request: AuthorizationRequest, form: URLSearchParams): Answer {
  if (form.get("decision") !== "approve") return deny(request);
  const userId = form.get("user") ?? "";
  if (!service.workspace.users.byId.has(userId)) return html(400, unknownClientPage("There is no such user."));
  const chosen = new Set(form.getAll("base"));
  return approve(service, request, userId, (baseId) => chosen.has(baseId));
}

function approve(
  service: Service,
  request: AuthorizationRequest,
  userId: string,
  isChosen: (baseId: string) => boolean,
): Answer {
  const bases = grantsOf(service.workspace, userId).filter(({ id }) => isChosen(id));
  const code = service.oauth.approve(request, userId, bases, momentOf(service));
  return goBack(request.redirectUri, { code, state: request.state });
}

function deny({ redirectUri, state }: AuthorizationRequest): Answer {
  return goBack(redirectUri, { error: "access_denied", error_description: "The user denied the request", state });
}

function goBack(redirectUri: string, parameters: Readonly<Record<string, string>>): Answer {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  return { status: 302, headers: { location: target.href, "cache-control": "no-store" }, body: "" };
}

/** @param formTarget where a sent form may lead besides here */
function html(status: number, body: string, formTarget = ""): Answer {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; form-action 'self' ${formTarget}`;
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy.trim() },
    body,
  };
}

function answerToken(service: Service, incoming: Incoming): Answer {
  const headers = { "cache-control": "no-store", pragma: "no-cache" };
  try {
    return jsonAnswer(200, grantTokens(service, incoming), headers);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    // RFC 6749, 5.2: a client that tried Basic is told so.
    const challenge = error.status === 401 ? { "www-authenticate": 'Basic realm="oauth2"' } : {};
    return jsonAnswer(
      error.status,
      { error: error.code, error_description: error.message },
      { ...headers, ...challenge },
    );
  }
}

function grantTokens(service: Service, incoming: Incoming): TokenAnswer {
  if (!/^application\/x-www-form-urlencoded\b/i.test(incoming.headers["content-type"] ?? "")) {
    throw new OAuthError("invalid_request", "the body must be application/x-www-form-urlencoded");
  }
  const form = new URLSearchParams(incoming.body ?? "");
  const client = authenticateClient(service, incoming.headers.authorization, form.get("client_id"));
  const required = (name: string): string => {
    const [value = "", ...more] = form.getAll(name);
    if (value === "" || more.length > 0) throw new OAuthError("invalid_request", `${name} must be given once`);
    return value;
  };
  const grantType = required("grant_type");
  switch (grantType) {
    case "authorization_code": {
      const [code, redirectUri, verifier] = [required("code"), required("redirect_uri"), required("code_verifier")];
      return service.oauth.redeemCode(client, { code, redirectUri, verifier }, momentOf(service));
    }
    case "refresh_token":
      return service.oauth.refresh(client, required("refresh_token"), momentOf(service));
    default:
      throw new OAuthError("unsupported_grant_type", "grant_type must be authorization_code or refresh_token");
  }
}

/** HTTP Basic exactly when the client has a secret (reference 8). */
function authenticateClient(service: Service, authorization: string | undefined, clientId: string | null): OAuthClient {
  const basic = authorization === undefined ? null : readBasic(authorization);
  const client = service.workspace.oauthClients.get(basic?.id ?? clientId ?? "");
  if (client === undefined || (clientId !== null && clientId !== client.id)) {
    throw new OAuthError("invalid_client", "client_id names no registered integration");
  }
  if (client.secret === undefined) {
    if (authorization !== undefined) {
      throw new OAuthError("invalid_client", `${client.id} has no secret and must not send an Authorization header`);
    }
    return client;
  }
  if (basic === null || !sameSecret(basic.secret, client.secret)) {
    throw new OAuthError("invalid_client", `${client.id} must send its id and secret by HTTP Basic`);
  }
  return client;
}

/** RFC 6749, 2.3.1: id and secret are form-encoded before they are joined. */
function readBasic(authorization: string): { id: string; secret: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(authorization)?.[1];
  if (encoded === undefined) return null;
  const [id = "", ...secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  const decode = (text: string) => new URLSearchParams(`v=${text.replace(/&/g, "%26")}`).get("v") ?? "";
  return { id: decode(id), secret: decode(secret.join(":")) };
}

function momentOf({ clock, newId }: Service) {
  return { now: clock.now(), newId };
}
