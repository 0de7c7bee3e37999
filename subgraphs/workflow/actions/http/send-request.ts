import type { Dispatcher } from "undici";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { AllowedHosts } from "./allowed-hosts.ts";
import { UnreachedError } from "./guarded-agent.ts";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface OutgoingRequest {
  readonly method: Method;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Ends the request whole. */
  readonly signal: AbortSignal;
}

/** How a request ended. */
export type Outcome =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer;
    }
  /** Nothing was sent. */
  | { readonly kind: "unreached"; readonly cause: unknown }
  /** The connection broke, or time was up: the other side may have done what was asked. */
  | { readonly kind: "cut" | "late"; readonly cause: unknown };

const longestBody = 1024 * 1024;
const mostRedirects = 5;

/**
 * Sends one request to where it may go. A redirect is followed for GET and HEAD only, to the same origin, with every hop
 * checked like the first.
 * @throws AirgraphError FORBIDDEN for a place that is not allowed, BAD_USER_INPUT for what is no URL, UPSTREAM_REJECTED for
 *   an answer that is too large, encoded or a redirect that is not followed
 */
export async function sendRequest(
  { agent, allowed }: { agent: Dispatcher; allowed: AllowedHosts },
  request: OutgoingRequest,
): Promise<Outcome> {
  const first = parseUrl(request.url);
  let url = first;
  for (let hop = 0; ; hop++) {
    mustBeAllowed(url, allowed);
    const outcome = await exchange(agent, url, request);
    const location =
      outcome.kind === "answered" && isRedirect(outcome.status) ? outcome.headers["location"] : undefined;
    if (location === undefined) return outcome;
    url = nextOf(url, location);
    const isFollowed = ["GET", "HEAD"].includes(request.method) && url.origin === first.origin;
    if (!isFollowed) throw rejected(`${first.host} redirects to elsewhere, which is not followed.`);
    if (hop === mostRedirects) throw rejected(`${first.host} redirects more than ${mostRedirects} times.`);
  }
}

async function exchange(agent: Dispatcher, url: URL, request: OutgoingRequest): Promise<Outcome> {
  const { method, headers, body, signal } = request;
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers,
      body,
      signal,
    });
    return {
      kind: "answered",
      status: answer.statusCode,
      headers: textHeaders(answer.headers),
      body: await readBody(answer, url.host),
    };
  } catch (cause) {
    if (cause instanceof AirgraphError) throw cause;
    if (signal.aborted) return { kind: "late", cause };
    if (cause instanceof UnreachedError) return { kind: "unreached", cause };
    // Of the network; anything else is a fault of ours.
    if (cause instanceof Error && "code" in cause) return { kind: "cut", cause };
    throw cause;
  }
}

async function readBody({ headers, body }: Dispatcher.ResponseData, host: string): Promise<Buffer> {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    body.on("error", () => {}).destroy();
    throw rejected(`${host} answered in an encoding that was not asked for.`);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop closes the connection.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) throw rejected(`The answer of ${host} is larger than ${longestBody} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseUrl(text: string): URL {
  if (!URL.canParse(text)) throw unacceptable("must be a URL");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") throw unacceptable("must hold no user and password: set a header");
  return url;
}

function nextOf(url: URL, location: string): URL {
  if (!URL.canParse(location, url.href)) throw rejected(`${url.host} redirects to what is no URL.`);
  return new URL(location, url);
}

function mustBeAllowed(url: URL, allowed: AllowedHosts): void {
  if (allowed.permits(url)) return;
  throw new AirgraphError(
    "FORBIDDEN",
    `url: requests to ${url.origin} are not allowed; whoever runs Airgraph allows hosts by WORKFLOW_HTTP_ALLOW.`,
    { field: "url" },
  );
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function textHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value = ""]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}

function rejected(message: string): AirgraphError {
  return new AirgraphError("UPSTREAM_REJECTED", message);
}

function unacceptable(problem: string): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", `url ${problem}.`, { field: "url" });
}
