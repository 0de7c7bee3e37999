import { type Message, MessageType, parseMessage } from "graphql-ws";
import type { WebSocket } from "ws";
import type { Clock } from "../../kernel/clock.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Authenticated } from "../identity/authenticate.ts";
import { type CloseCode, closeCodes } from "../live/close-code.ts";
import type { Live } from "../live/live.ts";
import { createMessageRate } from "../live/message-rate.ts";
import type { Outbox } from "../live/outbox.ts";
import { told } from "../live/run-live.ts";
import type { Viewer } from "../live/share-streams.ts";
import type { Connection } from "../live/watch-sessions.ts";
import type { RequestContext } from "../request-context.ts";
import { authorizationIn } from "./authorization-in.ts";

export const subprotocol = "graphql-transport-ws";

/** After the close frame, for what was sent before it and for the client's own. */
const closeMs = 5_000;

export interface SocketOptions {
  live: Live;
  /** @throws AirgraphError for credentials that do not hold; without any, those of the socket's own request count */
  authenticate(authorization: string | undefined): Promise<Authenticated>;
  /** The code to close with for what `authenticate` throws. */
  refusalOf(error: unknown): { code: CloseCode; reason: string };
  createContext(caller: Caller): RequestContext;
  clock: Clock;
  logger: Logger;
}

/**
 * One socket's side of graphql-ws's protocol (https://github.com/enisdenjo/graphql-ws, PROTOCOL.md), always in one of these phases:
 *
 * - `new`: only `connection_init` and pings are taken, and not for long.
 * - `initialising`: who it is is looked up.
 * - `acknowledged`: operations run, each until it ends or the client completes it.
 * - `closing`: nothing is taken or sent any more.
 *
 * Written anew because graphql-ws's own server prints each event for each socket, closes the socket for what is wrong with one
 * operation, and neither bounds nor renews anything. One addition to the protocol: a `ping` whose payload has `authorization`
 * renews the socket; the `pong` tells until when, or why not.
 */
export function speakGraphqlWs(socket: WebSocket, options: SocketOptions): void {
  const { live, authenticate, refusalOf, createContext, clock, logger } = options;
  const { limits, sessions } = live;
  let phase: "new" | "initialising" | "acknowledged" | "closing" = "new";
  let isRenewing = false;
  /** How to leave each operation that is under way, by the client's id for it. */
  const operations = new Map<string, () => void>();
  const leaves: (() => void)[] = [];
  const isWithinRate = createMessageRate({ perSecond: limits.messagesPerSecond, clock });
  const connection: Connection = {
    isOpen: () => phase !== "closing" && socket.readyState === socket.OPEN,
    end: ({ closeCode, reason }) => close(closeCode, reason),
    onceClosed: (listener) => void socket.once("close", listener),
  };
  const outbox: Outbox = live.openOutbox({
    write: (text, done) => socket.send(text, done),
    cutOff: () => close(closeCodes.tooSlow, "What was sent was not taken in time; connect again."),
  });

  const initialisation = setTimeout(() => {
    if (phase === "new") close(closeCodes.initialisationTimeout, "Connection initialisation timeout");
  }, limits.initialisationMs);
  if (socket.protocol !== subprotocol) {
    close(closeCodes.subprotocolNotAcceptable, `Only the subprotocol ${subprotocol} is spoken here.`);
    return;
  }
  socket.once("close", () => {
    phase = "closing";
    end();
  });
  socket.on("message", (data: Buffer, isBinary) => {
    if (phase === "closing") return;
    if (!isWithinRate()) {
      close(closeCodes.tooManyMessages, "Too many messages");
      return;
    }
    const message = isBinary ? undefined : read(data.toString());
    if (message === undefined) close(closeCodes.badRequest, "Invalid message received");
    else take(message);
    // Who does not take our answers is not asked for more questions.
    if (outbox.isFull() && !socket.isPaused) {
      socket.pause();
      void outbox.room().then(() => socket.resume());
    }
  });

  function take(message: Message): void {
    switch (message.type) {
      case MessageType.ConnectionInit:
        void initialise(message.payload);
        return;
      case MessageType.Subscribe:
        subscribe(message.id, message.payload);
        return;
      case MessageType.Complete:
        leave(message.id);
        return;
      case MessageType.Ping:
        void pong(message.payload);
        return;
      case MessageType.Pong:
        return;
      case MessageType.ConnectionAck:
      case MessageType.Next:
      case MessageType.Error:
        close(closeCodes.badRequest, `Only a server sends ${message.type}`);
        return;
    }
  }

  async function initialise(payload: unknown): Promise<void> {
    if (phase !== "new") {
      close(closeCodes.tooManyInitialisations, "Too many initialisation requests");
      return;
    }
    phase = "initialising";
    const credentials = authorizationIn(payload);
    if (credentials.kind === "malformed") {
      close(closeCodes.forbidden, "Forbidden");
      return;
    }
    let authenticated: Authenticated;
    try {
      authenticated = await authenticate(credentials.kind === "given" ? credentials.authorization : undefined);
    } catch (error) {
      const { code, reason } = refusalOf(error);
      close(code, reason);
      return;
    }
    if (!connection.isOpen()) return;
    const place = live.places.identify(authenticated.caller);
    if (place.kind === "refused") {
      close(closeCodes.tooManyConnections, `Too many connections of this ${place.limit}`);
      return;
    }
    leaves.push(() => place.leave());
    sessions.begin(connection, authenticated);
    phase = "acknowledged";
    const { expiresAt } = authenticated;
    send({ type: MessageType.ConnectionAck, ...(expiresAt === undefined ? {} : { payload: { expiresAt } }) });
  }

  function subscribe(id: string, payload: Parameters<Live["run"]>[0]): void {
    if (phase !== "acknowledged") {
      close(closeCodes.unauthorized, "Unauthorized");
      return;
    }
    if (operations.has(id)) {
      // A reason takes 123 bytes at most.
      const named = id.length <= 40 && /^[\x20-\x7e]+$/.test(id) ? id : "this id";
      close(closeCodes.operationAlreadyExists, `Subscriber for ${named} already exists`);
      return;
    }
    const prefix = `{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":`;
    const viewer: Viewer = {
      outbox,
      createContext: () => createContext(sessions.callerOf(connection)),
      next: (text) => outbox.send(`${prefix}${text}}`),
      end(errors) {
        operations.delete(id);
        if (errors === undefined) send({ id, type: MessageType.Complete });
        else send({ id, type: MessageType.Error, payload: errors });
      },
    };
    if (operations.size >= limits.operationsPerSocket) {
      const most = `A socket takes ${limits.operationsPerSocket} operations at once; end one of them first.`;
      viewer.end([told("RATE_LIMITED", most)]);
      return;
    }
    operations.set(id, live.run(payload, viewer));
  }

  function leave(id: string): void {
    const leaveIt = operations.get(id);
    operations.delete(id);
    leaveIt?.();
  }

  async function pong(payload: unknown): Promise<void> {
    const credentials = authorizationIn(payload);
    if (phase === "acknowledged" && credentials.kind === "given")
      send({ type: MessageType.Pong, payload: await renewed(credentials.authorization) });
    else send({ type: MessageType.Pong, ...(payload === undefined || payload === null ? {} : { payload }) });
  }

  async function renewed(authorization: string): Promise<object> {
    if (isRenewing) return { error: told("RATE_LIMITED", "The socket is being renewed already.") };
    isRenewing = true;
    try {
      const expiresAt = sessions.renew(connection, await authenticate(authorization));
      return { renewed: true, ...(expiresAt === undefined ? {} : { expiresAt }) };
    } catch (error) {
      return { renewed: false, error: maskError(error, logger) };
    } finally {
      isRenewing = false;
    }
  }

  function send(message: object): void {
    if (connection.isOpen()) outbox.send(JSON.stringify(message));
  }

  function close(code: CloseCode, reason: string): void {
    if (phase === "closing") return;
    phase = "closing";
    end();
    socket.resume();
    socket.close(code, reason);
    const cut = setTimeout(() => socket.terminate(), closeMs);
    socket.once("close", () => clearTimeout(cut));
  }

  function end(): void {
    clearTimeout(initialisation);
    outbox.close();
    for (const id of operations.keys()) leave(id);
    for (const leavePlace of leaves.splice(0)) leavePlace();
  }
}

function read(text: string): Message | undefined {
  try {
    return parseMessage(text);
  } catch {
    return undefined;
  }
}
