import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Answer } from "./answer.ts";
import type { Incoming } from "./incoming.ts";

const compress = promisify(gzip);

/** From this many bytes on, bodies are compressed; shorter ones get an ETag (reference 1). */
const compressedFrom = 1024;

/** What browsers may do with the API (reference 1): everything, from anywhere. */
const openToBrowsers = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "DELETE,GET,OPTIONS,PATCH,POST,PUT",
  "access-control-allow-headers":
    "authorization,content-length,content-type,user-agent,x-airtable-application-id,x-airtable-user-agent,x-api-version,x-requested-with",
};

const always = {
  "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** What a browser asks before a call it may not make unasked. */
export const preflight: Answer = { status: 200, headers: { "content-type": "text/plain" }, body: "" };

/**
 * Sends an answer with the headers of Airtable's servers, compressed when it is worth it and the client takes it.
 *
 * @param audience `any-origin` lets pages of every origin read it, `same-origin` leaves that to the browser
 */
export async function sendAnswer(
  incoming: Incoming,
  response: ServerResponse,
  answer: Answer,
  audience: "any-origin" | "same-origin",
): Promise<void> {
  const length = Buffer.byteLength(answer.body);
  const headers = {
    ...always,
    ...(audience === "any-origin" ? openToBrowsers : {}),
    ...answer.headers,
    vary: "Accept-Encoding",
  };
  if (length < compressedFrom || !isText(answer) || !takesGzip(incoming)) {
    const etag = length > 0 && length < compressedFrom ? { etag: weakEtag(answer.body, length) } : {};
    response.writeHead(answer.status, { ...headers, ...etag, "content-length": length });
    response.end(answer.body);
    return;
  }
  const compressed = await compress(answer.body);
  response.writeHead(answer.status, {
    ...headers,
    "content-encoding": "gzip",
    "content-length": compressed.length,
    "airtable-uncompressed-content-length": length,
  });
  response.end(compressed);
}

/** Images and archives are compressed already. */
function isText({ headers }: Answer): boolean {
  return /^(?:application\/json|text\/)/.test(String(headers["content-type"]));
}

/** RFC 9110, 12.5.3: `gzip` or `*` is named, and not with a weight of 0. */
function takesGzip({ headers }: Incoming): boolean {
  const codings = (headers["accept-encoding"] ?? "").toLowerCase().split(",");
  const weightOf = (name: string): number | null => {
    for (const coding of codings) {
      const [coded = "", ...parameters] = coding.split(";").map((part) => part.trim());
      if (coded !== name) continue;
      const weight = parameters.find((parameter) => parameter.startsWith("q="));
      return weight === undefined ? 1 : Number(weight.slice(2));
    }
    return null;
  };
  return (weightOf("gzip") ?? weightOf("*") ?? 0) > 0;
}

function weakEtag(body: string | Uint8Array, length: number): string {
  return `W/"${length.toString(16)}-${createHash("sha1").update(body).digest("base64").slice(0, 27)}"`;
}
