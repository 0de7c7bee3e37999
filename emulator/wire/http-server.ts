import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Logger } from "pino";
import { ApiError, type ErrorBody, refusals } from "../api-error.ts";
import { findTable } from "../store/model.ts";
import { unreachable } from "../unreachable.ts";
import { answerAdmin } from "./answer-admin.ts";
import { answerApi } from "./answer-api.ts";
import { findRoute, type RouteMatch } from "./routes.ts";
import type { Service } from "./service.ts";

/** Uploads of 5 MB arrive as 6.7 MB of base64 (reference 4.7). */
const longestBody = 10 * 1024 * 1024;

/** Room for the longest URL Airtable takes and then some: the limit of 16,000 is ours to enforce, not the parser's. */
const maxHeaderSize = 64 * 1024;

const headers = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "DELETE,GET,OPTIONS,PATCH,POST,PUT",
  "access-control-allow-headers":
    "authorization,content-length,content-type,user-agent,x-airtable-application-id,x-airtable-user-agent,x-api-version,x-requested-with",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

/** The HTTP server of an emulator, not listening yet. */
export function createHttpServer(service: Service, logger: Logger | undefined): Server {
  return createServer({ maxHeaderSize }, (request, response) => {
    serve(service, request, response, logger).catch((error: unknown) => {
      // The client went away while it was sending.
      logger?.debug({ err: error }, "request aborted");
      response.destroy();
    });
  });
}

async function serve(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  logger: Logger | undefined,
): Promise<void> {
  const { status, contentType, body } = await answer(service, request, logger);
  const retryAfter = status === 429 && service.switches.retryAfterOn429 ? { "retry-after": "30" } : {};
  send(response, status, { ...headers, ...retryAfter, "content-type": contentType }, body);
}

async function answer(service: Service, request: IncomingMessage, logger: Logger | undefined): Promise<Answer> {
  const method = request.method ?? "GET";
  const url = request.url ?? "/";
  const [path = "/"] = url.split("?", 1);
  const body = await readBody(request);
  if (method === "OPTIONS") return { status: 200, contentType: "text/plain", body: "" };
  const admin = answerAdmin(service, method, path);
  if (admin !== null) return admin;
  const route = findRoute(method, path);
  const answered = answerOrRefuse(logger, () => {
    if (route === null) throw refusals.noRoute();
    return answerApi(service, route, {
      method,
      url,
      query: new URLSearchParams(url.slice(path.length + 1)),
      authorization: request.headers.authorization ?? null,
      contentType: request.headers["content-type"] ?? null,
      body,
      origin: `http://${request.headers.host ?? "localhost"}`,
    });
  });
  record(service, method, path, route, answered.status);
  logger?.debug({ method, path, status: answered.status }, "answered");
  return { ...answered, contentType: "application/json; charset=utf-8" };
}

function answerOrRefuse(logger: Logger | undefined, run: () => object): { status: number; body: string } {
  try {
    return { status: 200, body: JSON.stringify(run()) };
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, body: JSON.stringify(envelope(error.body)) };
    logger?.error({ err: error }, "the emulator failed");
    const { status, body } = refusals.unexpected();
    return { status, body: JSON.stringify(envelope(body)) };
  }
}

/** The four envelopes of reference 3.1. */
function envelope(body: ErrorBody): object {
  switch (body.form) {
    case "object":
      return { error: { type: body.type, message: body.message } };
    case "typeOnly":
      return { error: { type: body.type } };
    case "bare":
      return { error: body.type };
    case "plural":
      return { errors: [{ error: body.type, message: body.message }] };
  }
  return unreachable(body);
}

function record(service: Service, method: string, path: string, route: RouteMatch | null, status: number): void {
  const base = service.workspace.bases.get(route?.baseId ?? "");
  const table = base === undefined || !route?.tableKey ? null : findTable(base, route.tableKey);
  service.requestLog.add({
    method,
    path,
    ...(route?.baseId ? { baseId: route.baseId } : {}),
    ...(table === null ? {} : { tableId: table.id }),
    status,
    at: service.clock.now(),
  });
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

function send(
  response: ServerResponse,
  status: number,
  headersToSend: Readonly<Record<string, string>>,
  body: string | Uint8Array,
): void {
  response.writeHead(status, { ...headersToSend, "content-length": String(Buffer.byteLength(body)) });
  response.end(body);
}
