import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Node runs what a client sends without waiting for answers ("pipelining", RFC 9112, 9.3.2) at once, and keeps the answers
 * until it is their turn: hundreds for one connection that reads nothing. This runs each after the answer before it is out.
 */
export function inTurn(listener: Listener): Listener {
  const last = new WeakMap<Socket, ServerResponse>();
  return (request, response) => {
    const { socket } = request;
    const before = last.get(socket);
    last.set(socket, response);
    if (before === undefined || before.closed) listener(request, response);
    else
      before.once("close", () => {
        if (!socket.destroyed) listener(request, response);
      });
  };
}
