import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { type Fault, parseFaultHeader } from "../faults/fault.ts";
import { findTable } from "../store/model.ts";
import { jsonAnswer } from "./answer.ts";
import { answerAdmin, isAdminPath } from "./answer-admin.ts";
import { answerDownload, isDownload } from "./answer-download.ts";
import { isOAuthPath } from "./answer-oauth.ts";
import { faultAnswer } from "./fault-answer.ts";
import { type Incoming, readIncoming } from "./incoming.ts";
import { performCall } from "./perform-call.ts";
import { findRoute } from "./routes.ts";
import { preflight, sendAnswer } from "./send-answer.ts";
import type { Service } from "./service.ts";

/** Room for the longest URL Airtable takes and then some: the limit of 16,000 is ours to enforce, not the parser's. */
const maxHeaderSize = 64 * 1024;

/** The HTTP server of an emulator, not listening yet. */
export function createHttpServer(): Server {
  return createServer({ maxHeaderSize });
}

/** Answers all requests to a server from here on. */
export function answerRequests(server: Server, service: Service, logger: Logger | undefined): void {
  server.on("request", (request, response) => {
    serve(service, request, response, logger).catch((error: unknown) => {
      // The client went away while it was sending, or the data file could not be written: nothing is acknowledged.
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
  const incoming = await readIncoming(request);
  const { method, path } = incoming;
  if (isDownload(path)) return sendAnswer(incoming, response, answerDownload(service, incoming), "any-origin");
  if (isAdminPath(path)) return sendAnswer(incoming, response, answerAdmin(service, incoming), "same-origin");
  const audience = isOAuthPath(path) ? "same-origin" : "any-origin";
  if (method === "OPTIONS") return sendAnswer(incoming, response, preflight, audience);

  const { header, fault } = takeFault(service, incoming);
  if (header !== null && fault === null) {
    // Ignored, a typing error would look like a client that copes with the fault.
    const problem = `X-Emulator-Fault: ${header} is none of 429, 500, 502, 503, "503; retry-after=2", "slow; ms=250", cut, lostReply`;
    return sendAnswer(incoming, response, jsonAnswer(400, { error: problem }), audience);
  }
  if (fault?.kind === "cut") {
    record(service, incoming, 0, fault);
    response.destroy();
    return;
  }
  const answer =
    fault?.kind === "status" ? faultAnswer(fault, service.switches) : await performCall(service, incoming, logger);
  record(service, incoming, answer.status, fault);
  logger?.debug({ method, path, status: answer.status, fault: fault?.kind }, "answered");
  if (fault?.kind === "lostReply") {
    response.destroy();
    return;
  }
  await holdBack(response, service.switches.latencyMs + (fault?.kind === "slow" ? fault.ms : 0));
  await sendAnswer(incoming, response, answer, audience);
}

/** The fault that the request asks for itself by a header, else the one that was placed for requests like it. */
function takeFault(service: Service, { method, path, headers }: Incoming) {
  const header = headers["x-emulator-fault"];
  if (typeof header === "string") return { header, fault: parseFaultHeader(header) };
  return { header: null, fault: service.faults.take({ method, path, baseId: findRoute(method, path)?.baseId ?? "" }) };
}

/** Waits, unless the client or the emulator has ended the connection. */
async function holdBack(response: ServerResponse, ms: number): Promise<void> {
  if (ms === 0) return;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  await delay(ms, undefined, { signal: gone.signal });
}

function record(service: Service, { method, path }: Incoming, status: number, fault: Fault | null): void {
  const route = findRoute(method, path);
  const base = service.workspace.bases.get(route?.baseId ?? "");
  const table = base === undefined || !route?.tableKey ? null : findTable(base, route.tableKey);
  service.requestLog.add({
    method,
    path,
    ...(route?.baseId ? { baseId: route.baseId } : {}),
    ...(table === null ? {} : { tableId: table.id }),
    status,
    ...(fault === null ? {} : { fault: fault.kind }),
    at: service.clock.now(),
  });
}
