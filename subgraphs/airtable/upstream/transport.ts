import { Agent } from "undici";

export interface Transport {
  send(request: TransportRequest): Promise<Outcome>;
  /** Lets calls under way end. */
  close(): Promise<void>;
}

export interface TransportRequest {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Airtable takes uploads on a host of their own; "api" unless told otherwise. */
  readonly host?: "api" | "content";
  /** Under the host's root, percent-encoded. */
  readonly path: string;
  readonly token: string;
  readonly body?: RequestBody | undefined;
  /** Gives the call up; only for calls that change nothing. */
  readonly signal?: AbortSignal | undefined;
}

export type RequestBody =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "csv"; readonly text: string };

/** How one HTTP call ended. */
export type Outcome =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly body: unknown;
      readonly retryAfterMs: number | undefined;
    }
  /** Nothing was sent, so nothing can have happened. */
  | { readonly kind: "unreached"; readonly cause: unknown }
  /** The connection broke: Airtable may have done what was asked. */
  | { readonly kind: "cut"; readonly cause: unknown }
  /** No answer in time: the same doubt. */
  | { readonly kind: "timed out"; readonly cause: unknown };

/** Calls under way at once. Enough that none waits here after its turn has come: 5 a second and base, each under a second. */
const maximumConnections = 512;
const maximumAnswerBytes = 64 * 1024 * 1024;
const connectTimeoutMs = 5_000;
/** A connection that is there already makes the time between two calls the same here and at Airtable. */
const keepAliveMs = 60_000;

const unreachedCodes: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/**
 * Plain HTTP to Airtable, one call at a time; retries and limits are others' business.
 * @param options.urls of the roots of both hosts, for example https://api.airtable.com
 * @param options.timeoutMs for one call, from its first byte sent to its last byte read
 */
export function createTransport({
  urls,
  timeoutMs,
}: {
  urls: Readonly<Record<"api" | "content", string>>;
  timeoutMs: number;
}): Transport {
  const roots = { api: rootOf(urls.api), content: rootOf(urls.content) };
  const agent = new Agent({
    connections: maximumConnections,
    connect: { timeout: connectTimeoutMs },
    keepAliveTimeout: keepAliveMs,
    // One limit for a whole call, below.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maximumAnswerBytes,
  });

  return {
    close: () => agent.close(),
    async send({ method, host = "api", path, token, body, signal }) {
      const { origin, prefix } = roots[host];
      const late = AbortSignal.timeout(timeoutMs);
      try {
        const answer = await agent.request({
          origin,
          method,
          path: prefix + path,
          headers: {
            authorization: `Bearer ${token}`,
            ...(body === undefined ? {} : { "content-type": contentTypes[body.kind] }),
          },
          body: body === undefined ? null : textOf(body),
          signal: signal === undefined ? late : AbortSignal.any([late, signal]),
        });
        return {
          kind: "answered",
          status: answer.statusCode,
          body: parseJson(await answer.body.text()),
          retryAfterMs: retryAfter(answer.headers["retry-after"]),
        };
      } catch (cause) {
        return { kind: late.aborted || signal?.aborted ? "timed out" : failureKind(cause), cause };
      }
    },
  };
}

const contentTypes = { json: "application/json", csv: "text/csv" } as const;

function textOf(body: RequestBody): string {
  return body.kind === "json" ? JSON.stringify(body.value) : body.text;
}

function rootOf(url: string): { origin: string; prefix: string } {
  const { origin, pathname } = new URL(url);
  return { origin, prefix: pathname.replace(/\/+$/, "") };
}

function failureKind(cause: unknown): "unreached" | "cut" {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  return unreachedCodes.has(code) ? "unreached" : "cut";
}

/** Undefined when it is no JSON, as with a proxy's error page. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds, or nothing: the other form of the header, a date, is not known from Airtable. */
function retryAfter(header: string | string[] | undefined): number | undefined {
  return typeof header === "string" && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : undefined;
}
