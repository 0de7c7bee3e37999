import type { IncomingMessage, ServerResponse } from "node:http";
import type { Source } from "../../kernel/identity/source.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Add, Metrics } from "../../kernel/telemetry/metrics.ts";
import type { Span, Tracer } from "../../kernel/telemetry/tracer.ts";
import { sourceOf } from "../http/source.ts";
import type { AccessEntry } from "./access-entry.ts";
import { toTenths } from "./log-operation.ts";
import { remember } from "./remember.ts";

/** What becomes of the `traceparent` that a client sends. */
export const clientTraces = ["ignore", "link", "parent"] as const;
export type ClientTraces = (typeof clientTraces)[number];

/** The answer to a traced request says in it under which id its trace is found. */
export const traceIdHeader = "x-trace-id";

export interface WatchedRequest {
  /** Whose lines have the ids of the request. */
  readonly logger: Logger;
  readonly trace: Span | undefined;
  readonly access: AccessEntry;
  readonly source: Source;
}

/** Writes one line for a request when it is over, counts it, and traces it if that is its turn. */
export type WatchRequest = (request: IncomingMessage, response: ServerResponse, requestId: string) => WatchedRequest;

const longestPath = 200;
const longestUserAgent = 200;

export function createRequestWatch(options: {
  metrics: Metrics;
  tracer: Tracer | undefined;
  clientTraces: ClientTraces;
  trustedProxyHops: number;
  logger: Logger;
}): WatchRequest {
  const { metrics, tracer, trustedProxyHops } = options;
  const requests = metrics.counter({
    name: "airgraph_router_requests_total",
    help: "HTTP requests, by the status they were answered with.",
    labels: ["status"],
  });
  const refusals = metrics.counter({
    name: "airgraph_router_requests_refused_total",
    help: "HTTP requests that never became an operation, by code.",
    labels: ["code"],
  });
  const countRequest = remember((status: number): Add => requests({ status: String(status) }));
  const countRefusal = remember((code: string): Add => refusals({ code }));

  return (request, response, requestId) => {
    const startedAt = performance.now();
    const { socket, method = "GET", url = "" } = request;
    const writtenBefore = socket.bytesWritten;
    // What comes after it may be a query, with its variables.
    const path = (url.split("?", 1)[0] ?? "").slice(0, longestPath);
    const trace = tracer && beginTrace(tracer, request, path, requestId);
    const logger = options.logger.child(trace === undefined ? { requestId } : { requestId, traceId: trace.traceId });
    const access: AccessEntry = { operation: undefined, refusal: undefined };
    const source = sourceOf(request, "http", trustedProxyHops);

    response.once("close", () => {
      // As nginx has it for a client that left before its answer.
      const status = response.writableFinished ? response.statusCode : 499;
      countRequest(status)();
      const { operation, refusal } = access;
      if (refusal !== undefined) countRefusal(refusal)();
      trace?.set({ "http.response.status_code": status });
      trace?.end(status >= 500 ? String(status) : undefined);
      const { address, userAgent } = source;
      logger.info(
        {
          method,
          path,
          status,
          bytes: socket.bytesWritten - writtenBefore,
          durationMs: toTenths(performance.now() - startedAt),
          address,
          userAgent: userAgent?.slice(0, longestUserAgent),
          ...operation,
          refusal,
        },
        "request",
      );
    });
    return { logger, trace, access, source };
  };

  function beginTrace(from: Tracer, { method = "GET", headers }: IncomingMessage, path: string, requestId: string) {
    const given = headers["traceparent"];
    const about = typeof given === "string" ? given : undefined;
    const trace = {
      ignore: () => from.begin(),
      link: () => from.begin({ link: about }),
      parent: () => from.begin({ parent: about }),
    }[options.clientTraces]();
    return trace?.span(`${method} request`, {
      kind: "server",
      attributes: { "http.request.method": method, "url.path": path, "airgraph.request_id": requestId },
    });
  }
}
