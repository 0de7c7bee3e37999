import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** Uploads of 5 MB arrive as 6.7 MB of base64 (reference 4.7). */
const longestBody = 10 * 1024 * 1024;

/** A request with its body read, before any check. */
export interface Incoming {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  /** The raw path, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Null when it was longer than the emulator reads. */
  readonly body: string | null;
  /** `http://host:port` as the client reached us. */
  readonly origin: string;
}

/** Reads a request to its end. @throws the system's error when the client goes away before that */
export async function readIncoming(request: IncomingMessage): Promise<Incoming> {
  return incomingOf({
    method: request.method ?? "GET",
    url: request.url ?? "/",
    headers: request.headers,
    body: await readBody(request),
    origin: `http://${request.headers.host ?? "localhost"}`,
  });
}

/** Takes the URL of a request apart. */
export function incomingOf(parts: Omit<Incoming, "path" | "query">): Incoming {
  const [path = "/"] = parts.url.split("?", 1);
  return { ...parts, path, query: new URLSearchParams(parts.url.slice(path.length + 1)) };
}

/** The whole body as text; null when it is too long, in which case the rest is read and dropped. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  if (request.method === "GET") return "";
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length <= longestBody) chunks.push(chunk);
  }
  return length > longestBody ? null : Buffer.concat(chunks).toString("utf8");
}
