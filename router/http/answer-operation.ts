import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApolloServer } from "@apollo/server";
import { isActor } from "../../kernel/authorization/rules.ts";
import { Cancellation } from "../../kernel/cancellation.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { isErrorCode } from "../../kernel/errors/error-code.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import type { SessionCookies } from "../../kernel/identity/session-cookies.ts";
import type { Authenticate } from "../identity/authenticate.ts";
import type { BudgetState } from "../limits/budgets.ts";
import type { HttpStreams } from "../live/http/answer-stream.ts";
import { type Answer, answerJson, type RunOperation } from "../operation/run-operation.ts";
import type { RequestContext } from "../request-context.ts";
import type { WatchedRequest } from "../telemetry/watch-requests.ts";
import type { AnswerBody } from "./answer-body.ts";
import { compress, encodingFor, leastCompressedBytes } from "./compress.ts";
import type { CookieJar } from "./cookies.ts";
import { type Credentials, readCredentials } from "./credentials.ts";
import { HttpRefusal, statusOf } from "./http-refusal.ts";
import { answerPage } from "./landing-page.ts";
import { type AnswerType, contentTypes, negotiate } from "./negotiate.ts";
import type { IsOwnOrigin } from "./own-origin.ts";
import { type Asked, readFromUrl, readPosted } from "./read-operation.ts";
import { requirePreflight } from "./require-preflight.ts";

/** With `true` the answer tells in `extensions.measures` what it cost: how many calls of Airtable, how long they waited. */
const measuresHeader = "x-airgraph-measures";
/** With `true` the answer tells in `extensions.cost` what the operation was estimated to cost, and what it came to. */
const costHeader = "x-airgraph-cost";

export const allowedMethods = "GET, POST, OPTIONS";
/** With `true` an administrator's answer tells in `extensions.queryPlan` how it was fetched; nobody else's does. */
const queryPlanHeader = "x-airgraph-query-plan";

export interface OperationOptions {
  apollo: ApolloServer<RequestContext>;
  run: RunOperation;
  bodyOf: AnswerBody;
  authenticate: Authenticate;
  cookies: CookieJar;
  isOwnOrigin: IsOwnOrigin;
  maximumBodyBytes: number;
  /** Operations that may come in one request. */
  maximumBatch: number;
  /** Whether answers are compressed for who takes them so. */
  compression: boolean;
  streams: HttpStreams;
}

/** One request to the endpoint, and what is known of it. */
export interface EndpointRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Of its URL, with the `?`; empty without one. */
  readonly search: string;
  /** Headers of its answer, names and values in turn. */
  readonly headers: string[];
  readonly requestId: string;
  readonly watched: WatchedRequest;
}

/** Answers a request to the GraphQL endpoint: who asks, the operation, and what a browser shall keep of it. */
export async function answerOperation(asking: EndpointRequest, options: OperationOptions): Promise<void> {
  const { apollo, run, bodyOf, authenticate, cookies, isOwnOrigin, streams } = options;
  const { request, response, search, headers, requestId } = asking;
  const { logger, trace, access, source } = asking.watched;
  const cancellation = new Cancellation();
  response.on("close", () => {
    if (!response.writableFinished) cancellation.cancel();
  });
  const type = negotiate(request.headers.accept);
  let credentials: Credentials | undefined;
  try {
    const asked = await readAsked();
    credentials = readCredentials(request, { cookies, isOwnOrigin, asksNothing: asked === undefined });
    const { refreshToken } = credentials;
    const authenticated = await authenticate(credentials.authorization);
    const { caller } = authenticated;
    if (asked === undefined) {
      await answerPage(request, response, { apollo, search, headers });
      return;
    }
    if (!isSeveral(asked)) {
      const stream = { request, response, operation: asked, headers, authenticated, source, logger };
      const streamed = streams.answer(stream);
      if (streamed instanceof Promise ? await streamed : streamed) return;
    }
    if (type === undefined)
      throw new HttpRefusal(406, "Answers are application/graphql-response+json or application/json.");
    const context: RequestContext = {
      caller,
      source: refreshToken === undefined ? source : { ...source, refreshToken },
      setCookies,
      requestId,
      logger,
      trace,
      access,
      cancellation,
      measures: request.headers[measuresHeader] === "true" ? new Map() : undefined,
      wantsCost: request.headers[costHeader] === "true",
      tellBudget,
      showPlan: request.headers[queryPlanHeader] === "true" && maySeePlans(caller),
    };
    if (isSeveral(asked)) {
      // Each measures for itself.
      const answers = await Promise.all(
        asked.map(async (each) => run(each, { ...context, measures: context.measures && new Map() })),
      );
      await send(200, type, `[${answers.map(answerJson).join(",")}]`);
      return;
    }
    const answer = await run(asked, context);
    await send(answer.kind === "executed" ? 200 : refusedStatus(answer, type), type, bodyOf(answer));
  } catch (error) {
    await refuse(error);
  }

  async function readAsked(): Promise<Asked | undefined> {
    if (request.method === "POST") {
      requirePreflight(request.headers);
      return readPosted(request, options);
    }
    if (request.method !== "GET")
      throw new HttpRefusal(405, `The endpoint takes ${allowedMethods}.`, ["allow", allowedMethods]);
    const asked = readFromUrl(search);
    // An EventSource of a browser sets no headers; a GET has nobody's cookies in it, whoever's page sends it.
    if (asked !== undefined && !takesEvents(request)) requirePreflight(request.headers);
    return asked;
  }

  /** @throws AirgraphError FORBIDDEN for a page of another origin, which must not sign its visitors in */
  function setCookies(told: SessionCookies): void {
    if (!isOwnOrigin(request.headers))
      throw new AirgraphError("FORBIDDEN", "A page of this origin may keep no session in cookies; see CORS_ORIGINS.");
    for (const cookie of cookies.write(told)) headers.push("set-cookie", cookie);
  }

  /** The budget that ends first is the one to heed; headers as draft-ietf-httpapi-ratelimit-headers-05 has them. */
  function tellBudget({ limit, remaining, resetMs }: BudgetState): void {
    const at = headers.indexOf("ratelimit-limit");
    const told = Object.entries({
      "ratelimit-limit": String(limit),
      "ratelimit-remaining": String(remaining),
      "ratelimit-reset": String(inSeconds(resetMs)),
    }).flat();
    if (at === -1) headers.push(...told);
    else if (remaining * Number(headers[at + 1]) <= Number(headers[at + 3]) * limit)
      headers.splice(at, told.length, ...told);
  }

  function refusedStatus(answer: Extract<Answer, { kind: "refused" }>, as: AnswerType): number {
    const { extensions = {} } = answer.errors[0] ?? {};
    tellWhenToRetry(extensions);
    if (answer.isWrongMethod === true) {
      headers.push("allow", "POST");
      return 405;
    }
    const { code } = extensions;
    const status = statusOf(isErrorCode(code) ? code : undefined);
    // Who asks for nothing but JSON knows no other statuses (GraphQL over HTTP, "application/json").
    return status === 400 && as === "json" ? 200 : status;
  }

  function tellWhenToRetry({ retryAfterMs }: Readonly<Record<string, unknown>>): void {
    if (typeof retryAfterMs === "number") headers.push("retry-after", String(inSeconds(retryAfterMs)));
  }

  async function refuse(error: unknown): Promise<void> {
    const told = maskError(error, logger);
    access.refusal = String(told.extensions?.["code"]);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    tellWhenToRetry(told.extensions ?? {});
    if (error instanceof HttpRefusal) headers.push(...error.headers);
    const status =
      error instanceof HttpRefusal ? error.status : error instanceof AirgraphError ? statusOf(error.code) : 500;
    if (status === 401) headers.push("www-authenticate", "Bearer");
    if (status === 401 && credentials?.fromCookie === true) headers.push("set-cookie", cookies.forgetAccess);
    await send(status, type ?? "any", JSON.stringify({ errors: [told] }));
  }

  async function send(status: number, as: AnswerType, body: string | Buffer): Promise<void> {
    headers.push("vary", "accept, accept-encoding", "cache-control", "no-store", "content-type", contentTypes[as]);
    const bytes = Buffer.byteLength(body);
    const encoding =
      options.compression && bytes >= leastCompressedBytes
        ? encodingFor(request.headers["accept-encoding"])
        : undefined;
    if (encoding === undefined) {
      headers.push("content-length", String(bytes));
      response.writeHead(status, headers);
      // Text goes out in one piece with the head. Of the two that write ASCII as it is, latin1 is the cheaper one.
      response.end(body, bytes === body.length ? "latin1" : "utf8");
      return;
    }
    const compressed = await compress(encoding, body, bytes);
    headers.push("content-encoding", encoding, "content-length", String(compressed.length));
    response.writeHead(status, headers);
    response.end(compressed);
  }
}

function isSeveral(asked: Asked): asked is Extract<Asked, readonly unknown[]> {
  return Array.isArray(asked);
}

/** A plan tells what subgraphs there are, and what they call things. */
function maySeePlans(caller: Caller): boolean {
  return isActor(caller) && caller.scopes.includes("tenant:write");
}

function takesEvents({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes("text/event-stream") === true;
}

function inSeconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
