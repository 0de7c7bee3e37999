import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { OperationTypeNode } from "graphql";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Source } from "../../../kernel/identity/source.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Tracer } from "../../../kernel/telemetry/tracer.ts";
import { HttpRefusal } from "../../http/http-refusal.ts";
import type { Authenticated } from "../../identity/authenticate.ts";
import type { OperationRequest } from "../../operation/admit-operation.ts";
import type { Live } from "../live.ts";
import type { Connection } from "../watch-sessions.ts";
import { type AskedFormat, askedFormat, type StreamFormat } from "./stream-format.ts";

export interface StreamRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly operation: OperationRequest;
  /** Of its answer, names and values in turn. */
  readonly headers: readonly string[];
  readonly authenticated: Authenticated;
  readonly source: Source;
  readonly logger: Logger;
}

/** Subscriptions over HTTP, one to a request, for clients without WebSockets. */
export interface HttpStreams {
  /**
   * Answers a request that asks for a stream, which goes on after this returns.
   * @returns false for any other request, which is answered elsewhere: at once for those that could be none
   * @throws AirgraphError RATE_LIMITED when there are too many connections
   */
  answer(asked: StreamRequest): boolean | Promise<boolean>;
  /** Tells all clients, and ends their streams. */
  stop(): void;
}

/** Proxies wait for a whole answer otherwise, or keep it. */
const streamHeaders = ["cache-control", "no-store, no-transform", "x-accel-buffering", "no"];

export function createHttpStreams(live: Live, tracer: Tracer | undefined): HttpStreams {
  const open = new Set<{ goAway(): void }>();
  const heartbeats = new EventEmitter().setMaxListeners(0);
  const timer = setInterval(() => heartbeats.emit("beat"), live.limits.heartbeatMs);
  timer.unref();

  return {
    answer(asked) {
      const format = askedFormat(asked.request);
      return format === undefined ? false : answerIn(format, asked);
    },
    stop() {
      clearInterval(timer);
      for (const { goAway } of open) goAway();
    },
  };

  async function answerIn(format: AskedFormat, asked: StreamRequest): Promise<boolean> {
    const { operation, authenticated } = asked;
    const kind = await live.kindOf(operation, authenticated.caller);
    if (!isForStream(format, kind)) return false;
    if (kind === OperationTypeNode.MUTATION && operation.readsOnly === true)
      throw new HttpRefusal(405, "A mutation must be a POST.", ["allow", "POST"]);
    stream(asked, format.format);
    return true;
  }

  function stream(
    { response, operation, headers, authenticated, source, logger }: StreamRequest,
    format: StreamFormat,
  ) {
    const leavePlaces = takePlaces(authenticated, source);
    let hasBegun = false;
    const outbox = live.openOutbox({
      write: (text, done) => response.write(text, () => done()),
      // There is no way to say it: what was said is what is not taken.
      cutOff: () => response.destroy(),
    });
    const finish = (last: string) => {
      outbox.close();
      response.end(last);
    };
    const connection: Connection = {
      isOpen: () => !response.writableEnded && !response.destroyed,
      end: ({ error }) => finish(format.end([error])),
      onceClosed: (listener) => void response.once("close", listener),
    };
    const beat = () => outbox.send(format.heartbeat);
    const leaving = { goAway: () => finish(format.goingAway) };
    response.once("close", () => {
      outbox.close();
      heartbeats.off("beat", beat);
      open.delete(leaving);
      leavePlaces();
      leave();
    });

    response.writeHead(200, [...headers, "content-type", format.contentType, ...streamHeaders]);
    outbox.send(format.start);
    heartbeats.on("beat", beat);
    open.add(leaving);
    live.sessions.begin(connection, authenticated);
    const leave = live.run(operation, {
      outbox,
      createContext() {
        const requestId = randomUUID();
        const caller = live.sessions.callerOf(connection);
        return { caller, source, requestId, logger: logger.child({ requestId }), trace: tracer?.begin() };
      },
      next(text) {
        hasBegun = true;
        outbox.send(format.next(text));
      },
      end(errors) {
        // What never began is an answer like any other.
        if (hasBegun || errors === undefined) finish(format.end(errors));
        else finish(format.next(JSON.stringify({ errors })) + format.end());
      },
    });
  }

  function takePlaces({ caller }: Authenticated, { address }: Source): () => void {
    const ofAddress = live.places.connect(address);
    const ofCaller = ofAddress.kind === "taken" ? live.places.identify(caller) : ofAddress;
    if (ofAddress.kind === "taken" && ofCaller.kind === "taken")
      return () => {
        ofAddress.leave();
        ofCaller.leave();
      };
    if (ofAddress.kind === "taken") ofAddress.leave();
    const limit = ofCaller.kind === "refused" ? ofCaller.limit : "process";
    throw new AirgraphError("RATE_LIMITED", `Too many connections of this ${limit} are open.`, { retryAfterMs: 5_000 });
  }
}

/** Queries and mutations are answered in one piece wherever that is taken. */
function isForStream({ takesJson }: AskedFormat, kind: OperationTypeNode | undefined): boolean {
  return kind === OperationTypeNode.SUBSCRIPTION || !takesJson;
}
