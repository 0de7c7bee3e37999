import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "../logger.ts";
import { SayableError } from "../process/sayable-error.ts";
import { capConnections } from "./cap-connections.ts";
import { cutSlowReaders } from "./cut-slow-readers.ts";
import { type Health, healthAnswer } from "./health.ts";
import { inTurn } from "./in-turn.ts";

/** What connections may be at most, in milliseconds and bytes. */
export interface ConnectionLimits {
  /** Open at once. */
  readonly maximumSockets: number;
  /** Open at once from one address. */
  readonly socketsPerAddress: number;
  /** For the headers of a request to come. */
  readonly headersTimeoutMs: number;
  /** For a whole request to come, its body included. */
  readonly requestTimeoutMs: number;
  /** Between two requests. */
  readonly keepAliveMs: number;
  readonly maximumHeaderBytes: number;
  /** For a client to take 128 KiB of an answer. */
  readonly answerMs: number;
  /** Of all answers together that their clients have not taken yet. */
  readonly waitingAnswerBytes: number;
}

export interface HttpServerOptions {
  host: string;
  port: number;
  /** Named in the message when the port is taken. */
  portVariable: string;
  /** How long requests under way may take to end when the server stops. */
  graceMs: number;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  health: Health;
  /** Node's own without any. */
  limits?: ConnectionLimits;
  logger: Logger;
}

export interface HttpServer {
  /** With the port that was really taken, which matters when 0 was asked for. */
  readonly url: string;
  readonly server: Server;
  /** Connections are closed after their next answer from now on, so that clients go elsewhere. */
  drain(): void;
  /** Takes no new connections, lets the requests under way finish, then cuts what is left. */
  stop(): Promise<void>;
}

/** How often connections are looked at at least, so that a timeout is kept more or less. */
const mostMsBetweenLooks = 5_000;
/** After that much silence the other side's machine is asked whether it is still there. */
const probeAfterMs = 30_000;

/** A Node HTTP server with health paths and an orderly end; `handle` answers everything else. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { host, port, graceMs, handle, health, logger } = options;
  let draining = false;
  const { limits } = options;
  const watchReader = limits === undefined ? undefined : cutSlowReaders(limits);
  const server = createServer(serverOptions(limits), inTurn(begin));
  if (limits !== undefined) capConnections(server, limits);

  function begin(request: IncomingMessage, response: ServerResponse): void {
    watchReader?.(response);
    if (draining) response.setHeader("connection", "close");
    response.on("error", (err) => logger.debug({ err }, "response stream failed"));
    answer(request, response).catch((err: unknown) => {
      logger.error({ err }, "request handler failed");
      if (response.headersSent) response.destroy();
      else
        sendJson(response, 500, {
          errors: [{ message: "Something failed on our side.", extensions: { code: "INTERNAL" } }],
        });
    });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const probing = healthAnswer(request, health);
    const probe = probing && (await probing);
    if (probe !== undefined) sendJson(response, probe.status, probe.body);
    else await handle(request, response);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(toListenError(error, port, options.portVariable)));
    server.listen(port, host, resolve);
  });

  return {
    url: `http://${urlHost(host)}:${(server.address() as AddressInfo).port}`,
    server,
    drain() {
      draining = true;
    },
    async stop() {
      draining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

function serverOptions(limits: ConnectionLimits | undefined): ServerOptions {
  if (limits === undefined) return {};
  const { headersTimeoutMs, requestTimeoutMs, keepAliveMs, maximumHeaderBytes } = limits;
  return {
    headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(mostMsBetweenLooks, headersTimeoutMs, requestTimeoutMs),
    keepAliveTimeout: keepAliveMs,
    maxHeaderSize: maximumHeaderBytes,
    keepAlive: true,
    keepAliveInitialDelay: probeAfterMs,
  };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": text.length,
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(text);
}

/** A port that somebody else listens on, said so that a person knows what to set. */
export class PortTakenError extends SayableError {
  constructor(port: number, variable: string, cause: unknown) {
    super(`Port ${port} is taken by another program. Stop that program, or set ${variable} to a free port.`, { cause });
    this.name = "PortTakenError";
  }
}

/** An error of listening as it is told: a port that is taken as PortTakenError, all else as it came. */
export function toListenError(error: unknown, port: number, variable: string): unknown {
  const isTaken = typeof error === "object" && error !== null && "code" in error && error.code === "EADDRINUSE";
  return isTaken ? new PortTakenError(port, variable, error) : error;
}

/** An address to be reached at: a server that listens on every interface answers on loopback. */
function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
