import type { WebSocketServer } from "ws";

/** A client that does not answer the close frame would hold up the shutdown for as long as ws waits, which is 30 s. */
const closeMs = 1_000;

/** Says goodbye to every socket, and cuts those that do not answer. */
export async function stopWebSockets(
  sockets: WebSocketServer,
  protocol: { dispose(): void | Promise<void> },
): Promise<void> {
  const cut = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, closeMs);
  await protocol.dispose();
  clearTimeout(cut);
  sockets.close();
}
