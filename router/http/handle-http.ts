import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { requestIdHeader } from "../../kernel/executor/wire.ts";
import { sendJson } from "../../kernel/http/http-server.ts";
import { createPlacesByNetwork } from "../../kernel/http/places-by-network.ts";
import type { Logger } from "../../kernel/logger.ts";
import { traceIdHeader, type WatchRequest } from "../telemetry/watch-requests.ts";
import { allowedMethods, answerOperation, type OperationOptions } from "./answer-operation.ts";
import { corsHeaders } from "./cors.ts";
import { securityHeaders } from "./security-headers.ts";
import { sourceOf } from "./source.ts";

export const endpointPath = "/graphql";

/** Answers a request that is not for the endpoint. @returns whether it was for this route */
export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  about: { readonly pathname: string; readonly requestId: string; readonly logger: Logger },
) => Promise<boolean>;

export interface HttpHandlerOptions extends OperationOptions {
  routes: readonly Route[];
  watchRequest: WatchRequest;
  corsOrigins: readonly string[];
  cookieSecure: boolean;
  /** Proxies in front of us: behind them requests are counted, since their sockets are shared. */
  trustedProxyHops: number;
  /** Behind proxies, requests of one address that may be under way at once. */
  socketsPerAddress: number;
  logger: Logger;
}

/** A client with too much under way has some of it answered by then. */
const retryAfterSeconds = 5;

/**
 * The public HTTP surface: the GraphQL endpoint, for browsers its landing page and GraphiQL, the keys of access tokens, and what
 * Airtable's webhooks and the senders of workflows' triggers call.
 */
export function createHttpHandler(options: HttpHandlerOptions) {
  const { routes, watchRequest, corsOrigins, trustedProxyHops } = options;
  const places = createPlacesByNetwork(options.socketsPerAddress);
  const ofEveryAnswer = securityHeaders(options.cookieSecure);

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request);
    const watched = watchRequest(request, response, requestId);
    const { trace, access } = watched;
    // Collected and written at once, which costs the endpoint less than setting one after the other.
    const headers = [requestIdHeader, requestId, ...ofEveryAnswer, ...corsHeaders(request, corsOrigins)];
    if (trace !== undefined) headers.push(traceIdHeader, trace.traceId);

    if (trustedProxyHops > 0 && !takePlace(request, response)) {
      access.refusal = "RATE_LIMITED";
      return;
    }
    // Nearly all requests; a URL costs more to take apart than to compare.
    if (request.url === endpointPath && request.method !== "OPTIONS") {
      await answerOperation({ request, response, search: "", headers, requestId, watched }, options);
      return;
    }
    const url = urlOf(request);
    if (url?.pathname === endpointPath && request.method !== "OPTIONS") {
      await answerOperation({ request, response, search: url.search, headers, requestId, watched }, options);
      return;
    }
    for (let at = 0; at + 1 < headers.length; at += 2) response.appendHeader(headers[at] ?? "", headers[at + 1] ?? "");
    if (url === undefined) {
      sendJson(response, 400, { errors: [{ message: "The URL is malformed.", extensions: { code: "BAD_REQUEST" } }] });
      return;
    }
    const { pathname } = url;
    if (pathname === "/") {
      response.writeHead(302, { location: endpointPath }).end();
      return;
    }
    if (pathname === endpointPath) {
      response.writeHead(204, { allow: allowedMethods }).end();
      return;
    }
    const { logger } = watched;
    for (const route of routes) if (await route(request, response, { pathname, requestId, logger })) return;
    sendJson(response, 404, {
      errors: [
        { message: `There is nothing here; the endpoint is ${endpointPath}.`, extensions: { code: "NOT_FOUND" } },
      ],
    });
  };

  function takePlace(request: IncomingMessage, response: ServerResponse): boolean {
    const leave = places.take(sourceOf(request, "http", trustedProxyHops).address);
    if (leave !== undefined) {
      response.once("close", leave);
      return true;
    }
    const message = "Too many requests of this address are under way.";
    const extensions = { code: "RATE_LIMITED", retryAfterMs: retryAfterSeconds * 1_000 };
    sendJson(response, 429, { errors: [{ message, extensions }] }, { "retry-after": String(retryAfterSeconds) });
    return false;
  }
}

function urlOf({ url = "/" }: IncomingMessage): URL | undefined {
  // A path that begins with two slashes would be read as a host.
  const absolute = `http://router${url}`;
  return url.startsWith("/") && URL.canParse(absolute) ? new URL(absolute) : undefined;
}

/** A client's own id is kept when it is harmless to log, so that it finds its request in our logs. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers[requestIdHeader];
  return typeof given === "string" && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}
