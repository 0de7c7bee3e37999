/** What has come of a message so far. */
type State =
  | { readonly phase: "head"; readonly received: Buffer }
  | { readonly phase: "body"; readonly head: string; readonly body: Buffer; filled: number }
  | { readonly phase: "chunks"; readonly head: string; readonly received: Buffer };

const endOfHead = "\r\n\r\n";
const nothing = Buffer.alloc(0);

/**
 * Splits what comes through a socket into HTTP/1.1 messages, on either side. It does what this benchmark's parts need and
 * no more: bodies with a content-length or in chunks without trailers.
 * @returns takes each piece that comes; calls back with each message that has come whole
 */
export function createMessageReader(onMessage: (head: string, body: Buffer) => void): (piece: Buffer) => void {
  let state: State = { phase: "head", received: nothing };

  return (piece) => {
    let rest: Buffer | undefined = piece;
    while (rest !== undefined) rest = take(rest);
  };

  /** @returns what belongs to the next message */
  function take(piece: Buffer): Buffer | undefined {
    switch (state.phase) {
      case "head":
        return takeHead(join(state.received, piece));
      case "body":
        return takeBody(state, piece);
      case "chunks":
        return takeChunks(state.head, join(state.received, piece));
    }
  }

  function takeHead(received: Buffer): Buffer | undefined {
    const end = received.indexOf(endOfHead);
    if (end === -1) {
      state = { phase: "head", received };
      return undefined;
    }
    const head = received.toString("latin1", 0, end);
    const rest = received.subarray(end + endOfHead.length);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined && /\r\ntransfer-encoding: *chunked/i.test(head)) return takeChunks(head, rest);
    const size = Number(length ?? 0);
    // Most messages come in one piece, and need no buffer of their own.
    if (rest.length >= size) return finish(head, rest.subarray(0, size), rest.subarray(size));
    const whole = { phase: "body", head, body: Buffer.allocUnsafe(size), filled: 0 } as const;
    return takeBody(whole, rest);
  }

  function takeBody(current: State & { phase: "body" }, piece: Buffer): Buffer | undefined {
    const copied = piece.copy(current.body, current.filled);
    current.filled += copied;
    if (current.filled === current.body.length) return finish(current.head, current.body, piece.subarray(copied));
    state = current;
    return undefined;
  }

  function takeChunks(head: string, received: Buffer): Buffer | undefined {
    const chunks: Buffer[] = [];
    let place = 0;
    for (;;) {
      const lineEnd = received.indexOf("\r\n", place);
      const size = lineEnd === -1 ? Number.NaN : Number.parseInt(received.toString("latin1", place, lineEnd), 16);
      const end = lineEnd + 2 + size + 2;
      if (Number.isNaN(size) || received.length < end) {
        state = { phase: "chunks", head, received };
        return undefined;
      }
      if (size === 0) return finish(head, Buffer.concat(chunks), received.subarray(end));
      chunks.push(received.subarray(lineEnd + 2, end - 2));
      place = end;
    }
  }

  function finish(head: string, body: Buffer, rest: Buffer): Buffer | undefined {
    state = { phase: "head", received: nothing };
    onMessage(head, body);
    return rest.length === 0 ? undefined : rest;
  }
}

function join(before: Buffer, piece: Buffer): Buffer {
  return before.length === 0 ? piece : Buffer.concat([before, piece]);
}
