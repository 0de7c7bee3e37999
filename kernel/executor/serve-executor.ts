import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { GraphQLError, GraphQLSchema, parse } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { z } from "zod";
import { Cancellation } from "../cancellation.ts";
import { steadyClock } from "../clock.ts";
import { createDeadlines } from "../deadlines.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { maskError } from "../errors/mask-error.ts";
import type { Health } from "../http/health.ts";
import { sendJson, startHttpServer } from "../http/http-server.ts";
import { readBody } from "../http/read-body.ts";
import { stopWebSockets } from "../http/stop-web-sockets.ts";
import type { Logger } from "../logger.ts";
import { type EventStream, type ExecutionResult, type Executor, isStream } from "./executor.ts";
import { forGraphqlWs } from "./graphql-ws-result.ts";
import { type MappedStream, mapStream } from "./map-stream.ts";
import {
  acknowledge,
  graphHeader,
  graphqlPath,
  identityHeader,
  requestIdHeader,
  timeLeftHeader,
  traceParentHeader,
  wireExtensions,
  wireRequest,
} from "./wire.ts";

/** Internal and bounded by what the router itself accepts, plus the representations it adds. */
const maximumBodyBytes = 32 * 1024 * 1024;

export interface ServedExecutor {
  readonly url: string;
  /** Connections are closed after their next answer from now on. */
  drain(): void;
  stop(): Promise<void>;
}

/** Makes an executor reachable for `createRemoteExecutor`: HTTP, graphql-ws and health paths on one port. */
export async function serveExecutor(options: {
  executor: Executor;
  host: string;
  port: number;
  portVariable: string;
  graceMs: number;
  health: Health;
  logger: Logger;
}): Promise<ServedExecutor> {
  const { executor, logger } = options;
  const deadlines = createDeadlines({ clock: steadyClock, periodMs: 50 });
  const http = await startHttpServer({ ...options, handle });
  const sockets = new WebSocketServer({ server: http.server, path: graphqlPath, maxPayload: maximumBodyBytes });
  const webSocket = useServer(
    {
      onSubscribe: (_context, _id, payload) => {
        try {
          return { schema: noSchema, document: parse(payload.query), contextValue: payload };
        } catch (error) {
          if (error instanceof GraphQLError) return [error];
          throw error;
        }
      },
      subscribe: async ({ contextValue }) => execute(contextValue),
      execute: async ({ contextValue }) => execute(contextValue),
    },
    sockets,
  );

  return {
    url: http.url,
    drain: () => http.drain(),
    async stop() {
      await stopWebSockets(sockets, webSocket);
      await http.stop();
    },
  };

  /** graphql-ws hands through what `onSubscribe` put into the context: the subscribe message's payload. */
  async function execute(payload: unknown) {
    const request = wireRequest.extend({ extensions: wireExtensions }).parse(payload);
    const result = await executor({ ...request, ...request.extensions });
    return forGraphqlWs(isStream(result) ? acknowledged(result) : result);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== graphqlPath || request.method !== "POST") {
      sendJson(response, 404, { errors: [{ message: "Not found.", extensions: { code: "NOT_FOUND" } }] });
      return;
    }
    const cancellation = new Cancellation();
    const endsAt = steadyClock.now() + timeLeft(header(request, timeLeftHeader));
    const deadline = { endsAt, onOver: () => cancellation.cancel() };
    deadlines.watch(deadline);
    response.on("close", () => {
      deadlines.forget(deadline);
      cancellation.cancel();
    });
    try {
      const body = wireRequest.parse(JSON.parse(await readBody(request, maximumBodyBytes)));
      if (steadyClock.now() >= endsAt) throw new AirgraphError("TIMEOUT", "Nobody waits for the answer any more.");
      const result = await executor({
        ...body,
        identity: header(request, identityHeader) ?? "",
        requestId: header(request, requestIdHeader) ?? randomUUID(),
        traceparent: header(request, traceParentHeader),
        graph: header(request, graphHeader),
        cancellation,
        endsAt,
      });
      if (isStream(result)) {
        await result[Symbol.asyncIterator]().return?.();
        throw new AirgraphError("BAD_REQUEST", "Subscriptions go over the WebSocket.");
      }
      sendJson(response, 200, result);
    } catch (error) {
      const malformed = error instanceof SyntaxError || error instanceof z.ZodError;
      const told = malformed
        ? new AirgraphError("BAD_REQUEST", "The body is not a GraphQL request.", {}, { cause: error })
        : error;
      sendJson(response, malformed ? 400 : 200, { errors: [maskError(told, logger)] });
    }
  }
}

/** Tells the other side that the stream has begun, and where: graphql-ws itself says nothing before the first event. */
function acknowledged(stream: EventStream): MappedStream<ExecutionResult> {
  const events = mapStream(stream, (event) => event);
  let told = false;
  return {
    ...events,
    async next() {
      if (told) return events.next();
      told = true;
      return { done: false, value: acknowledge(stream.startCursor) };
    },
  };
}

/** graphql-ws asks for a schema although `execute` and `subscribe` here never look at it. */
const noSchema = new GraphQLSchema({});

/** Infinity when nothing is said, or nothing that can be read. */
function timeLeft(text: string | undefined): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
