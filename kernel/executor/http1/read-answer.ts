import { BodyBuffer } from "./body-buffer.ts";
import { type ChunkReader, createChunkReader } from "./read-chunks.ts";
import { type Head, MalformedAnswer, readHead } from "./read-head.ts";

export interface Answer {
  readonly status: number;
  readonly contentType: string | undefined;
  /** The body, read as UTF-8. */
  readonly text: string;
  readonly holdsBackslash: boolean;
}

/** An answer, and what it means for the connection that it came by. */
export interface CompleteAnswer extends Answer {
  readonly persists: boolean;
  readonly keptAliveMs: number | undefined;
}

export interface AnswerLimits {
  /** Of the status line, header fields and trailers, interim answers included. */
  readonly maximumHeadBytes: number;
  readonly maximumBodyBytes: number;
}

export class AnswerTooLarge extends Error {
  constructor(maximumBytes: number) {
    super(`the answer's body is larger than ${maximumBytes} bytes`);
    this.name = "AnswerTooLarge";
  }
}

type State =
  | { readonly phase: "head"; readonly seen: Buffer | undefined; readonly interimBytes: number }
  | { readonly phase: "length"; readonly head: Head; readonly body: BodyBuffer; readonly bytes: number }
  | { readonly phase: "chunked"; readonly head: Head; readonly body: BodyBuffer; readonly chunks: ChunkReader }
  | { readonly phase: "until close"; readonly head: Head; readonly body: BodyBuffer };

const headEnd = Buffer.from("\r\n\r\n");
const noBody = Buffer.alloc(0);
const start: State = { phase: "head", seen: undefined, interimBytes: 0 };

/** Reads one answer after the other from the pieces in which a connection gives them. It keeps no piece. */
export class AnswerReader {
  readonly #limits: AnswerLimits;
  #state: State = start;

  constructor(limits: AnswerLimits) {
    this.#limits = limits;
  }

  /** Whether any byte of the answer has come. */
  get hasBegun(): boolean {
    return this.#state !== start;
  }

  /**
   * @returns the answer, once the piece completes it
   * @throws MalformedAnswer, AnswerTooLarge: the connection is of no use any more
   */
  read(piece: Buffer): CompleteAnswer | undefined {
    const state = this.#state;
    switch (state.phase) {
      case "head":
        return this.#readHead(state.seen === undefined ? piece : Buffer.concat([state.seen, piece]), state);
      case "length": {
        const { head, body, bytes } = state;
        const end = Math.min(piece.length, bytes - body.size);
        body.append(piece, 0, end);
        return body.size < bytes ? undefined : this.#complete(head, body.content(), piece.length > end);
      }
      case "chunked":
        return this.#readChunks(state, piece, 0);
      case "until close":
        return this.#readRest(state, piece, 0);
    }
  }

  /** @returns the answer that the end of the connection completes, if there is one that it does */
  end(): CompleteAnswer | undefined {
    const state = this.#state;
    return state.phase === "until close" ? this.#complete(state.head, state.body.content(), true) : undefined;
  }

  #readHead(piece: Buffer, { seen, interimBytes }: State & { phase: "head" }): CompleteAnswer | undefined {
    const { maximumHeadBytes } = this.#limits;
    // Its end may be cut in two.
    let from = Math.max(0, (seen?.length ?? 0) - headEnd.length + 1);
    let at = 0;
    for (;;) {
      const end = piece.indexOf(headEnd, from);
      const headBytes = interimBytes + (end === -1 ? piece.length - headEnd.length + 1 : end);
      if (headBytes > maximumHeadBytes) throw new MalformedAnswer(`the head is larger than ${maximumHeadBytes} bytes`);
      if (end === -1) {
        this.#state = { phase: "head", seen: Buffer.from(piece.subarray(at)), interimBytes: interimBytes + at };
        return undefined;
      }
      const head = readHead(piece.toString("latin1", at, end));
      at = end + headEnd.length;
      if (head.status >= 200) return this.#startBody(head, piece, at);
      if (head.status === 101) throw new MalformedAnswer("it changes to a protocol that nobody asked for");
      from = at;
    }
  }

  #startBody(head: Head, piece: Buffer, at: number): CompleteAnswer | undefined {
    switch (head.body.kind) {
      case "none":
        return this.#complete(head, noBody, piece.length > at);
      case "length": {
        const { bytes } = head.body;
        this.#allow(bytes);
        const end = at + bytes;
        if (piece.length >= end) return this.#complete(head, piece.subarray(at, end), piece.length > end);
        const body = new BodyBuffer(bytes);
        body.append(piece, at, piece.length);
        this.#state = { phase: "length", head, body, bytes };
        return undefined;
      }
      case "chunked": {
        const body = new BodyBuffer();
        const chunks = createChunkReader({
          body,
          maximumTrailerBytes: this.#limits.maximumHeadBytes,
          allow: (bodyBytes) => this.#allow(bodyBytes),
        });
        return this.#readChunks((this.#state = { phase: "chunked", head, body, chunks }), piece, at);
      }
      case "until close":
        return this.#readRest((this.#state = { phase: "until close", head, body: new BodyBuffer() }), piece, at);
    }
  }

  #readChunks(state: State & { phase: "chunked" }, piece: Buffer, from: number): CompleteAnswer | undefined {
    const end = state.chunks.read(piece, from);
    return end === undefined ? undefined : this.#complete(state.head, state.body.content(), piece.length > end);
  }

  #readRest({ body }: State & { phase: "until close" }, piece: Buffer, from: number): undefined {
    this.#allow(body.size + piece.length - from);
    body.append(piece, from, piece.length);
  }

  #allow(bodyBytes: number): void {
    const { maximumBodyBytes } = this.#limits;
    if (bodyBytes > maximumBodyBytes) throw new AnswerTooLarge(maximumBodyBytes);
  }

  /** @param hasSurplus whether more came than the answer, which says that the two sides count differently */
  #complete(head: Head, body: Buffer, hasSurplus: boolean): CompleteAnswer {
    this.#state = start;
    return {
      status: head.status,
      contentType: head.contentType,
      text: body.toString("utf8"),
      holdsBackslash: body.includes(0x5c),
      persists: head.persists && !hasSurplus,
      keptAliveMs: head.keptAliveMs,
    };
  }
}
