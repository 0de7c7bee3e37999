import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import { Pool } from "undici";
import { WebSocket } from "ws";
import { AirgraphError } from "../errors/airgraph-error.ts";
import type { ExecutionRequest, ExecutionResult, Executor } from "./executor.ts";
import { mapStream } from "./map-stream.ts";
import { operationKind } from "./operation-kind.ts";
import { graphqlPath, identityHeader, requestIdHeader, wireResult } from "./wire.ts";

export interface RemoteExecutor {
  readonly execute: Executor;
  close(): Promise<void>;
}

export interface RemoteExecutorOptions {
  /** Named in errors; the address never is. */
  name: string;
  /** Origin of the part, for example http://airtable:8002. */
  url: string;
  timeoutMs: number;
}

/** An executor over another process: HTTP for queries and mutations, graphql-ws for subscriptions. */
export function createRemoteExecutor(options: RemoteExecutorOptions): RemoteExecutor {
  const { name, timeoutMs } = options;
  const origin = new URL(options.url).origin;
  const pool = new Pool(origin, {
    connections: 64,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: 2_000 },
  });
  const sockets = createClient({
    url: origin.replace(/^http/, "ws") + graphqlPath,
    webSocketImpl: WebSocket,
    lazy: true,
    retryAttempts: 0,
  });

  return {
    execute: async (request) =>
      operationKind(request.query, request.operationName) === OperationTypeNode.SUBSCRIPTION
        ? follow(request)
        : post(request),
    async close() {
      await sockets.dispose();
      await pool.close();
    },
  };

  async function post(request: ExecutionRequest): Promise<ExecutionResult> {
    try {
      const { body } = await pool.request({
        method: "POST",
        path: graphqlPath,
        headers: {
          "content-type": "application/json",
          [identityHeader]: request.identity,
          [requestIdHeader]: request.requestId,
        },
        body: JSON.stringify({
          query: request.query,
          operationName: request.operationName,
          variables: request.variables,
        }),
        signal: request.signal ?? null,
      });
      // Any status: the other side answers GraphQL results only, and what does not look like one is caught here.
      return result(await body.json());
    } catch (cause) {
      throw unavailable(cause);
    }
  }

  async function follow(request: ExecutionRequest): Promise<ExecutionResult | AsyncIterable<ExecutionResult>> {
    const stream = sockets.iterate({
      query: request.query,
      operationName: request.operationName ?? null,
      variables: request.variables ?? null,
      extensions: { identity: request.identity, requestId: request.requestId },
    });
    let first: ExecutionResult;
    try {
      first = result((await stream.next()).value);
    } catch (cause) {
      // graphql-ws throws what an `error` message carried: the document was refused, not the connection lost.
      if (Array.isArray(cause)) return result({ errors: cause });
      throw unavailable(cause);
    }
    // Anything but the acknowledgement says why the subscription can't start.
    if (first.errors !== undefined) return first;
    return mapStream(stream, result, unavailable);
  }

  function unavailable(cause: unknown): AirgraphError {
    const timedOut = cause instanceof Error && "code" in cause && /TIMEOUT/.test(String(cause.code));
    return timedOut
      ? new AirgraphError("TIMEOUT", `The ${name} service did not answer in time.`, {}, { cause })
      : new AirgraphError("UPSTREAM_UNAVAILABLE", `The ${name} service is unavailable.`, {}, { cause });
  }
}

/** @throws ZodError for anything that is not a GraphQL result */
function result(received: unknown): ExecutionResult {
  const { data, errors } = wireResult.parse(received);
  // zod's optional properties differ from graphql's only in that they may be undefined.
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors as NonNullable<ExecutionResult["errors"]> }),
  };
}
