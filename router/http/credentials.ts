import type { IncomingMessage } from "node:http";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { identityHeader } from "../../kernel/executor/wire.ts";
import type { CookieJar } from "./cookies.ts";
import type { IsOwnOrigin } from "./own-origin.ts";

/** How a request proves who asks. */
export interface Credentials {
  /** As the header `Authorization` has it. */
  readonly authorization: string | undefined;
  /** Whether that was a cookie. */
  readonly fromCookie: boolean;
  readonly refreshToken: string | undefined;
}

/**
 * What a request brings along: a header first, then cookies. A browser sends cookies whoever made it send the request, so they
 * count only in a POST of JSON, which no form of another site can make, from a page of the endpoint's own or an allowed origin.
 * @throws AirgraphError BAD_REQUEST or FORBIDDEN for another request that has nothing but cookies: taken for nobody's, it
 * would only puzzle
 */
export function readCredentials(
  request: IncomingMessage,
  { cookies, isOwnOrigin, asksNothing }: { cookies: CookieJar; isOwnOrigin: IsOwnOrigin; asksNothing: boolean },
): Credentials {
  const { headers, method } = request;
  const authorization = authorizationOf(request);
  const { accessToken, refreshToken } = cookies.read(headers.cookie);
  const without = { authorization, fromCookie: false, refreshToken: undefined };
  // A browser that looks at the endpoint's page sends them, too.
  if ((accessToken === undefined && refreshToken === undefined) || asksNothing) return without;

  const isPost = method === "POST" && isJson(request);
  if (!isPost || !isOwnOrigin(headers)) {
    if (authorization !== undefined) return without;
    if (!isPost)
      throw new AirgraphError("BAD_REQUEST", "A request with a session's cookies must be a POST of application/json.");
    throw new AirgraphError("FORBIDDEN", "A page of this origin may not use the session's cookies; see CORS_ORIGINS.");
  }
  if (authorization !== undefined || accessToken === undefined) return { ...without, refreshToken };
  return { authorization: `Bearer ${accessToken}`, fromCookie: true, refreshToken };
}

export function isJson({ headers }: IncomingMessage): boolean {
  const type = headers["content-type"];
  return type === "application/json" || type?.split(";", 1)[0]?.trim().toLowerCase() === "application/json";
}

/**
 * Parts of Airgraph in other processes speak the executor port, whose identity has a header of its own.
 * @throws AirgraphError UNAUTHENTICATED for more than one: whoever looked at the request before us may have seen another
 */
function authorizationOf({ rawHeaders }: IncomingMessage): string | undefined {
  let given: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const authorization = authorizationIn(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
    if (authorization === undefined) continue;
    if (given !== undefined) throw new AirgraphError("UNAUTHENTICATED", "A request takes one Authorization header.");
    given = authorization;
  }
  return given === "" ? undefined : given;
}

/** What one header proves. Names of other lengths, which most are, need no look at their letters. */
function authorizationIn(name: string, value: string): string | undefined {
  if (name.length === "authorization".length && name.toLowerCase() === "authorization") return value;
  if (name.length === identityHeader.length && name.toLowerCase() === identityHeader) return `Bearer ${value}`;
  return undefined;
}
