import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApolloServer, HeaderMap } from "@apollo/server";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../kernel/errors/error-code.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import { identityHeader, requestIdHeader } from "../../kernel/executor/wire.ts";
import { sendJson } from "../../kernel/http/http-server.ts";
import { readBody } from "../../kernel/http/read-body.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Authenticate } from "../identity/authenticate.ts";
import { checkSource } from "../limits/check-source.ts";
import type { OperationLimits } from "../limits/operation-limits.ts";
import type { RequestContext } from "../request-context.ts";
import { corsHeaders } from "./cors.ts";
import type { ReceivePing } from "./receive-ping.ts";

export const endpointPath = "/graphql";

/** With `true` the answer tells in `extensions.measures` what it cost: how many calls of Airtable, how long they waited. */
const measuresHeader = "x-airgraph-measures";

/** Statuses of requests that never became an operation; an operation's errors come with 200 (GraphQL over HTTP). */
const statuses: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  PAYLOAD_TOO_LARGE: 413,
  BAD_REQUEST: 400,
  COST_LIMIT_EXCEEDED: 400,
  UPSTREAM_UNAVAILABLE: 503,
};

export interface HttpHandlerOptions {
  apollo: ApolloServer<RequestContext>;
  authenticate: Authenticate;
  receivePing: ReceivePing;
  maximumBodyBytes: number;
  limits: OperationLimits;
  corsOrigins: readonly string[];
  logger: Logger;
}

/** The public HTTP surface: the GraphQL endpoint, for a browser its landing page, and what Airtable's webhooks call. */
export function createHttpHandler(options: HttpHandlerOptions) {
  const { apollo, authenticate, receivePing, maximumBodyBytes, limits, corsOrigins } = options;

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request);
    const logger = options.logger.child({ requestId });
    response.setHeader(requestIdHeader, requestId);
    for (const [name, value] of corsHeaders(request, corsOrigins)) response.setHeader(name, value);

    const url = urlOf(request);
    if (url === undefined) {
      sendJson(response, 400, { errors: [{ message: "The URL is malformed.", extensions: { code: "BAD_REQUEST" } }] });
      return;
    }
    if (url.pathname === "/") {
      response.writeHead(302, { location: endpointPath }).end();
      return;
    }
    if (await receivePing(request, response, { pathname: url.pathname, requestId, logger })) return;
    if (url.pathname !== endpointPath) {
      sendJson(response, 404, {
        errors: [
          { message: `There is nothing here; the endpoint is ${endpointPath}.`, extensions: { code: "NOT_FOUND" } },
        ],
      });
      return;
    }
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }

    const abort = new AbortController();
    response.on("close", () => abort.abort());
    try {
      const body = await readJson(request, maximumBodyBytes);
      checkQuery(body, url, limits);
      const { caller } = await authenticate(authorizationOf(request));
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: request.method ?? "GET", headers: headersOf(request), search: url.search, body },
        context: async () => ({
          caller,
          requestId,
          logger,
          signal: abort.signal,
          measures: request.headers[measuresHeader] === "true" ? new Map() : undefined,
        }),
      });
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      response.statusCode = answer.status ?? 200;
      if (answer.body.kind === "complete") {
        response.end(answer.body.string);
      } else {
        for await (const chunk of answer.body.asyncIterator) response.write(chunk);
        response.end();
      }
    } catch (error) {
      const told = maskError(error, logger);
      const status = error instanceof AirgraphError ? (statuses[error.code] ?? 200) : 500;
      if (status === 401) response.setHeader("www-authenticate", "Bearer");
      if (response.headersSent) response.destroy();
      else sendJson(response, status, { errors: [told] });
    }
  };
}

function urlOf({ url = "/" }: IncomingMessage): URL | undefined {
  // A path that begins with two slashes would be read as a host.
  const absolute = `http://router${url}`;
  return url.startsWith("/") && URL.canParse(absolute) ? new URL(absolute) : undefined;
}

async function readJson(request: IncomingMessage, maximumBytes: number): Promise<unknown> {
  if (request.method !== "POST") return undefined;
  const text = await readBody(request, maximumBytes);
  // Apollo Server refuses other media types itself, also to keep forms of other sites out.
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AirgraphError("BAD_REQUEST", "The request body is not valid JSON.", {}, { cause });
  }
}

/**
 * Parts of Airgraph in other processes speak the executor port, whose identity has a header of its own.
 * @throws AirgraphError UNAUTHENTICATED for more than one: whoever looked at the request before us may have seen another
 */
function authorizationOf({ headersDistinct }: IncomingMessage): string | undefined {
  const identities = headersDistinct[identityHeader] ?? [];
  const given = [...(headersDistinct["authorization"] ?? []), ...identities.map((identity) => `Bearer ${identity}`)];
  if (given.length > 1) throw new AirgraphError("UNAUTHENTICATED", "A request takes one Authorization header.");
  return given[0];
}

/** Before anybody parses it. Anything that is no query is Apollo Server's to refuse. */
function checkQuery(body: unknown, { searchParams }: URL, limits: OperationLimits): void {
  const fromBody = typeof body === "object" && body !== null && "query" in body ? body.query : undefined;
  for (const query of [fromBody, searchParams.get("query")]) if (typeof query === "string") checkSource(query, limits);
}

/** A client's own id is kept when it is harmless to log, so that it finds its request in our logs. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers[requestIdHeader];
  return typeof given === "string" && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}
