import { setTimeout as delay } from "node:timers/promises";
import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { steadyClock } from "../clock.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { toldError } from "../errors/told-error.ts";
import {
  type EventStream,
  type ExecutionRequest,
  type ExecutionResult,
  type Executor,
  variablesOf,
} from "./executor.ts";
import { createHttpClient, type HttpClientOptions } from "./http1/http-client.ts";
import { PostFailure } from "./http1/post-failure.ts";
import { mapStream } from "./map-stream.ts";
import { outcomeUnknown } from "./outcome-unknown.ts";
import { checkedResult, readResult } from "./read-result.ts";
import { createSentDocuments, operationKind, type SentDocument } from "./sent-document.ts";
import {
  graphHeader,
  graphqlPath,
  identityHeader,
  requestIdHeader,
  startCursorIn,
  timeLeftHeader,
  traceParentHeader,
} from "./wire.ts";

export interface RemoteExecutor {
  readonly execute: Executor;
  close(): Promise<void>;
}

export interface RemoteExecutorOptions
  extends Partial<Pick<HttpClientOptions, "maximumConnections" | "maximumWaiting" | "certificateAuthority">> {
  /** Named in errors; the address never is. */
  name: string;
  /** Origin of the part, for example http://airtable:8002. */
  url: string;
  /** For requests that say no time of their own, and for the start of a subscription. */
  timeoutMs: number;
  /** Largest answer. */
  maximumAnswerBytes?: number;
}

/** An executor over another process: HTTP for queries and mutations, graphql-ws for subscriptions. */
export function createRemoteExecutor(options: RemoteExecutorOptions): RemoteExecutor {
  const { name, timeoutMs, maximumConnections = 64, maximumWaiting = 1_000 } = options;
  const origin = new URL(options.url).origin;
  const http = createHttpClient({
    ...options,
    origin,
    path: graphqlPath,
    maximumConnections,
    maximumWaiting,
    maximumBodyBytes: options.maximumAnswerBytes ?? 32 * 1024 * 1024,
  });
  const documentOf = createSentDocuments();
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
      const document = documentOf(request.query);
      const kind = operationKind(document, request.operationName);
      return kind === OperationTypeNode.SUBSCRIPTION ? follow(request) : post(request, document, kind);
    },
    async close() {
      // Of a socket that is still being opened this tells why it could not be, which nobody asks any more.
      await Promise.resolve(sockets.dispose()).catch(() => {});
      await http.close();
    },
  };

  async function post(
    request: ExecutionRequest,
    document: SentDocument,
    kind: OperationTypeNode | undefined,
  ): Promise<ExecutionResult> {
    const now = steadyClock.now();
    const endsAt = Math.min(request.endsAt ?? Number.POSITIVE_INFINITY, now + timeoutMs);
    try {
      const { text, holdsBackslash } = await http.post({
        headers: {
          [identityHeader]: request.identity,
          [requestIdHeader]: request.requestId,
          [timeLeftHeader]: String(Math.max(0, Math.ceil(endsAt - now))),
          ...(request.traceparent === undefined ? {} : { [traceParentHeader]: request.traceparent }),
          ...(request.graph === undefined ? {} : { [graphHeader]: request.graph }),
        },
        body: requestBody(request, document),
        endsAt,
        repeatable: kind === OperationTypeNode.QUERY,
        cancellation: request.cancellation,
      });
      // Any status: the other side answers GraphQL results only, and what does not look like one is caught here.
      return readResult(text, !holdsBackslash);
    } catch (cause) {
      const error = unavailable(cause);
      throw kind === OperationTypeNode.MUTATION && mayHaveArrived(cause) ? outcomeUnknown(error) : error;
    }
  }

  async function follow(request: ExecutionRequest): Promise<ExecutionResult | EventStream> {
    const stream = sockets.iterate({
      query: request.query,
      operationName: request.operationName ?? null,
      variables: variablesOf(request) ?? null,
      extensions: {
        identity: request.identity,
        requestId: request.requestId,
        traceparent: request.traceparent,
        graph: request.graph,
      },
    });
    let first: ExecutionResult;
    const late = new AbortController();
    try {
      first = checkedResult((await Promise.race([stream.next(), tooLate(late.signal)])).value);
    } catch (cause) {
      await stream.return?.();
      // graphql-ws throws what an `error` message carried: the document was refused, not the connection lost.
      if (Array.isArray(cause)) return checkedResult({ errors: cause });
      throw unavailable(cause);
    } finally {
      late.abort();
    }
    // Anything but the acknowledgement says why the subscription can't start.
    if (first.errors !== undefined) return first;
    return { ...mapStream(stream, checkedResult, brokenOff), startCursor: startCursorIn(first) };
  }

  /** The other side says in an `error` message why its stream broke off; anything else is a lost connection. */
  function brokenOff(cause: unknown): AirgraphError {
    const [error] = Array.isArray(cause) ? (checkedResult({ errors: cause }).errors ?? []) : [];
    return error === undefined ? unavailable(cause) : toldError(error, { cause });
  }

  /** @throws TIMEOUT, unless it is called off: graphql-ws waits for ever for the first message of an operation. */
  async function tooLate(signal: AbortSignal): Promise<never> {
    await delay(timeoutMs, undefined, { signal });
    throw Object.assign(new Error("no acknowledgement of a subscription"), { code: "SUBSCRIBE_TIMEOUT" });
  }

  function unavailable(cause: unknown): AirgraphError {
    return isLate(cause)
      ? new AirgraphError("TIMEOUT", `The ${name} service did not answer in time.`, {}, { cause })
      : new AirgraphError("UPSTREAM_UNAVAILABLE", `The ${name} service is unavailable.`, {}, { cause });
  }
}

function requestBody(request: ExecutionRequest, { json }: SentDocument): string {
  const { operationName, variables, variablesJson } = request;
  let body = `{"query":${json}`;
  if (operationName !== undefined) body += `,"operationName":${JSON.stringify(operationName)}`;
  if (variablesJson !== undefined) body += `,"variables":${variablesJson}`;
  else if (variables !== undefined) body += `,"variables":${JSON.stringify(variables)}`;
  return `${body}}`;
}

function isLate(cause: unknown): boolean {
  if (cause instanceof PostFailure) return cause.kind === "late";
  // Our own wait for a subscription says it in a code, ws in its message.
  return (
    cause instanceof Error &&
    (("code" in cause && cause.code === "SUBSCRIBE_TIMEOUT") || /timed out/.test(cause.message))
  );
}

/** Whether something may have been sent, so that something can have happened. */
function mayHaveArrived(cause: unknown): boolean {
  return !(cause instanceof PostFailure) || cause.sent;
}
