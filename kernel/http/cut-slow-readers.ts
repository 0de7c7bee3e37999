import type { ServerResponse } from "node:http";

/** A client has the time of an answer again for each further piece of this size, which even a bad mobile network keeps. */
const pieceBytes = 128 * 1024;

/**
 * Answers that their clients don't take are kept in memory, so they are bounded: each has `answerMs` for each 128 KiB of it,
 * and beyond `waitingAnswerBytes` of all together those that have waited longest are not waited for; one that is larger
 * waits alone. The connection of what is given up is destroyed.
 *
 * @returns begins to watch an answer, before anything of it is written
 */
export function cutSlowReaders({
  answerMs,
  waitingAnswerBytes,
}: {
  answerMs: number;
  waitingAnswerBytes: number;
}): (response: ServerResponse) => void {
  /** In the order in which they began to wait. */
  const waiting = new Map<ServerResponse, { readonly bytes: number; readonly timer: NodeJS.Timeout }>();
  let total = 0;

  // All of an answer has been handed to the socket then: what is left of it is what the operating system has not taken.
  return (response) => void response.once("prefinish", () => wait(response));

  function wait(response: ServerResponse): void {
    const bytes = response.socket?.writableLength ?? 0;
    if (bytes === 0) return;
    const timer = setTimeout(() => cut(response), answerMs * Math.ceil(bytes / pieceBytes));
    waiting.set(response, { bytes, timer });
    total += bytes;
    response.once("close", () => forget(response));
    for (const oldest of waiting.keys()) {
      if (total <= waitingAnswerBytes || oldest === response) break;
      cut(oldest);
    }
  }

  function cut(response: ServerResponse): void {
    forget(response);
    response.destroy();
  }

  function forget(response: ServerResponse): void {
    const waited = waiting.get(response);
    if (waited === undefined) return;
    clearTimeout(waited.timer);
    waiting.delete(response);
    total -= waited.bytes;
  }
}
