import { setTimeout as delay } from "node:timers/promises";
import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import { Pool } from "undici";
import { WebSocket } from "ws";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { toldError } from "../errors/told-error.ts";
import { type ExecutionRequest, type ExecutionResult, type Executor, variablesOf } from "./executor.ts";
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
    // A socket that never opens would otherwise hold on to its subscribers, and to `close`, for ever.
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, { handshakeTimeout: timeoutMs });
      }
    },
    connectionAckWaitTimeout: timeoutMs,
    lazy: true,
    retryAttempts: 0,
  });

  return {
    async execute(request) {
      const kind = operationKind(request.query, request.operationName);
      return kind === OperationTypeNode.SUBSCRIPTION ? follow(request) : post(request, kind);
    },
    async close() {
      // Of a socket that is still being opened this tells why it could not be, which nobody asks any more.
      await Promise.resolve(sockets.dispose()).catch(() => {});
      await pool.close();
    },
  };

  async function post(request: ExecutionRequest, kind: OperationTypeNode | undefined): Promise<ExecutionResult> {
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
          variables: variablesOf(request),
        }),
        signal: request.signal ?? null,
      });
      // Any status: the other side answers GraphQL results only, and what does not look like one is caught here.
      return result(await body.json());
    } catch (cause) {
      const error = unavailable(cause);
      throw kind === OperationTypeNode.MUTATION && !isUnreached(cause) ? outcomeUnknown(error) : error;
    }
  }

  async function follow(request: ExecutionRequest): Promise<ExecutionResult | AsyncIterable<ExecutionResult>> {
    const stream = sockets.iterate({
      query: request.query,
      operationName: request.operationName ?? null,
      variables: variablesOf(request) ?? null,
      extensions: { identity: request.identity, requestId: request.requestId },
    });
    let first: ExecutionResult;
    const late = new AbortController();
    try {
      first = result((await Promise.race([stream.next(), tooLate(late.signal)])).value);
    } catch (cause) {
      await stream.return?.();
      // graphql-ws throws what an `error` message carried: the document was refused, not the connection lost.
      if (Array.isArray(cause)) return result({ errors: cause });
      throw unavailable(cause);
    } finally {
      late.abort();
    }
    // Anything but the acknowledgement says why the subscription can't start.
    if (first.errors !== undefined) return first;
    return mapStream(stream, result, brokenOff);
  }

  /** The other side says in an `error` message why its stream broke off; anything else is a lost connection. */
  function brokenOff(cause: unknown): AirgraphError {
    const [error] = Array.isArray(cause) ? (result({ errors: cause }).errors ?? []) : [];
    return error === undefined ? unavailable(cause) : toldError(error, { cause });
  }

  /** @throws TIMEOUT, unless it is called off: graphql-ws waits for ever for the first message of an operation. */
  async function tooLate(signal: AbortSignal): Promise<never> {
    await delay(timeoutMs, undefined, { signal });
    throw Object.assign(new Error("no acknowledgement of a subscription"), { code: "SUBSCRIBE_TIMEOUT" });
  }

  function unavailable(cause: unknown): AirgraphError {
    // undici says it in a code, ws in its message.
    const timedOut =
      cause instanceof Error &&
      (("code" in cause && /TIMEOUT/.test(String(cause.code))) || /timed out/.test(cause.message));
    return timedOut
      ? new AirgraphError("TIMEOUT", `The ${name} service did not answer in time.`, {}, { cause })
      : new AirgraphError("UPSTREAM_UNAVAILABLE", `The ${name} service is unavailable.`, {}, { cause });
  }
}

const unreachedCodes: ReadonlySet<unknown> = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Whether nothing was sent, so that nothing can have happened. */
function isUnreached(cause: unknown): boolean {
  return typeof cause === "object" && cause !== null && "code" in cause && unreachedCodes.has(cause.code);
}

/** The other side may have done it, or be at it still. */
function outcomeUnknown({ code, message, cause }: AirgraphError): AirgraphError {
  return new AirgraphError(
    code,
    `${message} The outcome of the mutation is unknown: look before you send it again.`,
    { outcome: "unknown" },
    { cause },
  );
}

/** @throws ZodError for anything that is not a GraphQL result */
function result(received: unknown): ExecutionResult {
  const { data, errors, extensions } = wireResult.parse(received);
  // zod's optional properties differ from graphql's only in that they may be undefined.
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors as NonNullable<ExecutionResult["errors"]> }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}
