import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApolloServer, HeaderMap } from "@apollo/server";
import { z } from "zod";
import { isActor } from "../../kernel/authorization/rules.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../kernel/errors/error-code.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import { sendJson } from "../../kernel/http/http-server.ts";
import { readBody } from "../../kernel/http/read-body.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import type { SessionCookies } from "../../kernel/identity/session-cookies.ts";
import type { Authenticate } from "../identity/authenticate.ts";
import type { HttpStreams } from "../live/http/answer-stream.ts";
import { type Answer, answerJson, type OperationRequest, type RunOperation } from "../operation/run-operation.ts";
import type { RequestContext } from "../request-context.ts";
import type { WatchedRequest } from "../telemetry/watch-requests.ts";
import type { CookieJar } from "./cookies.ts";
import { type Credentials, isJson, readCredentials } from "./credentials.ts";
import type { IsOwnOrigin } from "./own-origin.ts";
import { sourceOf } from "./source.ts";

/** With `true` the answer tells in `extensions.measures` what it cost: how many calls of Airtable, how long they waited. */
const measuresHeader = "x-airgraph-measures";

/** With `true` an administrator's answer tells in `extensions.queryPlan` how it was fetched; nobody else's does. */
const queryPlanHeader = "x-airgraph-query-plan";

/** Statuses of requests that never became an operation; an operation's errors come with 200 (GraphQL over HTTP). */
const statuses: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  PAYLOAD_TOO_LARGE: 413,
  BAD_REQUEST: 400,
  COST_LIMIT_EXCEEDED: 400,
  RATE_LIMITED: 429,
  UPSTREAM_UNAVAILABLE: 503,
};

export interface OperationOptions {
  apollo: ApolloServer<RequestContext>;
  run: RunOperation;
  authenticate: Authenticate;
  cookies: CookieJar;
  isOwnOrigin: IsOwnOrigin;
  trustedProxyHops: number;
  maximumBodyBytes: number;
  streams: HttpStreams;
}

const plainBody = z.strictObject({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/** Answers a request to the GraphQL endpoint: who asks, the operation, and what a browser shall keep of it. */
export async function answerOperation(
  request: IncomingMessage,
  response: ServerResponse,
  {
    url,
    requestId,
    logger,
    trace,
    access,
    ...options
  }: OperationOptions & WatchedRequest & { url: URL; requestId: string },
): Promise<void> {
  const { apollo, run, authenticate, cookies, isOwnOrigin, trustedProxyHops, maximumBodyBytes, streams } = options;
  const abort = new AbortController();
  response.on("close", () => abort.abort());
  let credentials: Credentials | undefined;
  try {
    const body = await readJson(request, maximumBodyBytes);
    const asksNothing = request.method !== "POST" && !url.searchParams.has("query");
    credentials = readCredentials(request, { cookies, isOwnOrigin, asksNothing });
    const { refreshToken } = credentials;
    const authenticated = await authenticate(credentials.authorization);
    const { caller } = authenticated;
    const source = sourceOf(request, "http", trustedProxyHops);
    if (streams.answer({ request, response, url, body, authenticated, source, logger })) return;
    const context: RequestContext = {
      caller,
      source: refreshToken === undefined ? source : { ...source, refreshToken },
      setCookies,
      requestId,
      logger,
      trace,
      access,
      signal: abort.signal,
      measures: request.headers[measuresHeader] === "true" ? new Map() : undefined,
      showPlan: request.headers[queryPlanHeader] === "true" && maySeePlans(caller),
    };
    const operation = plainOperation(request, body);
    if (operation === undefined) await answerByApollo(request, response, { apollo, body, url, context });
    else send(response, await run(operation, context));
  } catch (error) {
    const told = maskError(error, logger);
    access.refusal = String(told.extensions?.["code"]);
    const status = error instanceof AirgraphError ? (statuses[error.code] ?? 200) : 500;
    if (status === 401) response.setHeader("www-authenticate", "Bearer");
    if (status === 401 && credentials?.fromCookie === true) response.setHeader("set-cookie", cookies.forgetAccess);
    if (response.headersSent) response.destroy();
    else sendJson(response, status, { errors: [told] });
  }

  /** @throws AirgraphError FORBIDDEN for a page of another origin, which must not sign its visitors in */
  function setCookies(told: SessionCookies): void {
    if (!isOwnOrigin(request.headers))
      throw new AirgraphError("FORBIDDEN", "A page of this origin may keep no session in cookies; see CORS_ORIGINS.");
    for (const cookie of cookies.write(told)) response.appendHeader("set-cookie", cookie);
  }
}

/** A plan tells what subgraphs there are, and what they call things. */
function maySeePlans(caller: Caller): boolean {
  return isActor(caller) && caller.scopes.includes("tenant:write");
}

/** What nearly all requests are: a POST of JSON that takes JSON. Anything else is Apollo Server's. */
function plainOperation({ headers }: IncomingMessage, body: unknown): OperationRequest | undefined {
  const { accept } = headers;
  if (accept !== undefined && !/(^|[\s,])(application\/json|\*\/\*)\s*(,|$)/.test(accept)) return undefined;
  const parsed = plainBody.safeParse(body);
  return parsed.success ? parsed.data : undefined;
}

function send(response: ServerResponse, answer: Answer): void {
  const text = Buffer.from(answerJson(answer));
  response.statusCode = answer.kind === "refused" ? 400 : 200;
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.setHeader("content-length", text.length);
  response.setHeader("cache-control", "no-store");
  response.end(text);
}

async function answerByApollo(
  request: IncomingMessage,
  response: ServerResponse,
  {
    apollo,
    body,
    url,
    context,
  }: { apollo: ApolloServer<RequestContext>; body: unknown; url: URL; context: RequestContext },
): Promise<void> {
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method ?? "GET", headers: headersOf(request), search: url.search, body },
    context: async () => context,
  });
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  if (response.hasHeader("set-cookie")) response.setHeader("cache-control", "no-store");
  response.statusCode = answer.status ?? 200;
  if (answer.body.kind === "complete") {
    response.end(answer.body.string);
    return;
  }
  for await (const chunk of answer.body.asyncIterator) response.write(chunk);
  response.end();
}

async function readJson(request: IncomingMessage, maximumBytes: number): Promise<unknown> {
  if (request.method !== "POST") return undefined;
  const text = await readBody(request, maximumBytes);
  // Apollo Server refuses other media types itself, also to keep forms of other sites out.
  if (!isJson(request)) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AirgraphError("BAD_REQUEST", "The request body is not valid JSON.", {}, { cause });
  }
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}
