import { Pool } from "undici";

export interface Transport {
  send(request: TransportRequest): Promise<Outcome>;
  /** Lets calls under way end. */
  close(): Promise<void>;
}

export interface TransportRequest {
  readonly method: "GET" | "POST";
  /** Under the API's root, percent-encoded. */
  readonly path: string;
  readonly token: string;
  readonly body?: unknown;
}

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
 * @param options.url of the API's root, for example https://api.airtable.com
 * @param options.timeoutMs for one call, from its first byte sent to its last byte read
 */
export function createTransport({ url, timeoutMs }: { url: string; timeoutMs: number }): Transport {
  const { origin, pathname } = new URL(url);
  const root = pathname.replace(/\/+$/, "");
  const pool = new Pool(origin, {
    connections: maximumConnections,
    connect: { timeout: connectTimeoutMs },
    keepAliveTimeout: keepAliveMs,
    // One limit for a whole call, below.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maximumAnswerBytes,
  });

  return {
    close: () => pool.close(),
    async send({ method, path, token, body }) {
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const answer = await pool.request({
          method,
          path: root + path,
          headers: {
            authorization: `Bearer ${token}`,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          body: body === undefined ? null : JSON.stringify(body),
          signal,
        });
        return {
          kind: "answered",
          status: answer.statusCode,
          body: parseJson(await answer.body.text()),
          retryAfterMs: retryAfter(answer.headers["retry-after"]),
        };
      } catch (cause) {
        return { kind: signal.aborted ? "timed out" : failureKind(cause), cause };
      }
    },
  };
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
