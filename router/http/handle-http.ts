import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { requestIdHeader } from "../../kernel/executor/wire.ts";
import { sendJson } from "../../kernel/http/http-server.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { ServeGraphiql } from "../landing/serve-graphiql.ts";
import { answerOperation, type OperationOptions } from "./answer-operation.ts";
import { corsHeaders } from "./cors.ts";
import type { ReceivePing } from "./receive-ping.ts";
import type { ServeJwks } from "./serve-jwks.ts";

export const endpointPath = "/graphql";

export interface HttpHandlerOptions extends OperationOptions {
  receivePing: ReceivePing;
  serveJwks: ServeJwks;
  serveGraphiql: ServeGraphiql;
  corsOrigins: readonly string[];
  logger: Logger;
}

/**
 * The public HTTP surface: the GraphQL endpoint, for browsers its landing page and GraphiQL, the keys of access tokens, and what
 * Airtable's webhooks call.
 */
export function createHttpHandler(options: HttpHandlerOptions) {
  const { receivePing, serveJwks, serveGraphiql, corsOrigins } = options;

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request);
    const logger = options.logger.child({ requestId });
    response.setHeader(requestIdHeader, requestId);
    for (const [name, value] of corsHeaders(request, corsOrigins)) response.setHeader(name, value);

    const url = urlOf(request);
    if (url === undefined) {
      sendJson(response, 400, { errors: [{ message: "The URL is malformed.", extensions: { code: "BAD_REQUEST" } }] });
      return;
    }
    const { pathname } = url;
    if (pathname === "/") {
      response.writeHead(302, { location: endpointPath }).end();
      return;
    }
    if (await receivePing(request, response, { pathname, requestId, logger })) return;
    if (await serveJwks(request, response, pathname)) return;
    if (await serveGraphiql(request, response, pathname)) return;
    if (pathname !== endpointPath) {
      sendJson(response, 404, {
        errors: [
          { message: `There is nothing here; the endpoint is ${endpointPath}.`, extensions: { code: "NOT_FOUND" } },
        ],
      });
      return;
    }
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
    await answerOperation(request, response, { ...options, url, requestId, logger });
  };
}

function urlOf({ url = "/" }: IncomingMessage): URL | undefined {
  // A path that begins with two slashes would be read as a host.
  const absolute = `http://router${url}`;
  return url.startsWith("/") && URL.canParse(absolute) ? new URL(absolute) : undefined;
}

/** A client's own id is kept when it is harmless to log, so that it finds its request in our logs. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers[requestIdHeader];
  return typeof given === "string" && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}
