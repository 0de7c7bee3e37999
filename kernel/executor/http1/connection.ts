import type { Socket } from "node:net";
import type { Clock } from "../../clock.ts";
import type { Deadline, Deadlines } from "../../deadlines.ts";
import type { SocketOpener } from "./open-socket.ts";
import { PostFailure } from "./post-failure.ts";
import { type Answer, type AnswerLimits, AnswerReader, AnswerTooLarge, type CompleteAnswer } from "./read-answer.ts";

/** One request on its way. Exactly one of its two methods is called, once. */
export interface Call {
  /** The whole request as it is sent. */
  readonly message: string;
  readonly encoding: "latin1" | "utf8";
  /** By the clock of the connection. */
  readonly endsAt: number;
  onAnswer(answer: Answer): void;
  /** @param wasStale whether the other side had closed a connection of earlier requests, as far as one can tell */
  onFailure(failure: PostFailure, wasStale: boolean): void;
}

/** What a connection tells whoever keeps it. */
export interface ConnectionKeeper {
  onFree(connection: Connection): void;
  onClosed(connection: Connection): void;
}

export interface ConnectionOptions extends AnswerLimits {
  readonly sockets: SocketOpener;
  readonly connectMs: number;
  /** Less than servers keep idle connections: else one closes in the moment in which it is used. */
  readonly idleMs: number;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
}

/** A server that says how long it keeps an idle connection gets this much less, for what is on the way. */
const keptAliveMarginMs = 1_000;

type State =
  | { readonly phase: "connecting"; readonly call: Call }
  | { readonly phase: "asking"; readonly call: Call; readonly isReused: boolean }
  | { readonly phase: "idle" }
  | { readonly phase: "closed" };

const idle: State = { phase: "idle" };
const closed: State = { phase: "closed" };

/**
 * One connection, which carries one call at a time, the first of them from the start. It goes from `connecting` to
 * `asking`, then between `asking` and `idle`, and from anywhere to `closed`: after anything but an answer that was read to
 * its end, what comes next on it could belong to another call.
 */
export class Connection implements Deadline {
  endsAt: number;
  #state: State;
  readonly #socket: Socket;
  readonly #reader: AnswerReader;
  readonly #options: ConnectionOptions;
  readonly #keeper: ConnectionKeeper;

  constructor(first: Call, options: ConnectionOptions, keeper: ConnectionKeeper) {
    this.#options = options;
    this.#keeper = keeper;
    this.#reader = new AnswerReader(options);
    this.#state = { phase: "connecting", call: first };
    this.endsAt = Math.min(first.endsAt, options.clock.now() + options.connectMs);
    options.deadlines.watch(this);
    this.#socket = options.sockets
      .open((piece) => this.#onPiece(piece))
      .on(options.sockets.readyEvent, () => this.#onReady())
      .on("end", () => this.#onEnd())
      .on("error", (cause) => this.#onBroken(cause))
      .on("close", () => this.#onBroken(undefined));
  }

  /** Whether it may be used at this time. */
  isIdle(now: number): boolean {
    return this.#state.phase === "idle" && now < this.endsAt;
  }

  /** Only for an idle connection. */
  ask(call: Call): void {
    this.#send(call, true);
  }

  /** Closes it; a call on it fails. */
  cut(kind: "given up" | "closed", message: string): void {
    this.#fail(kind, message, undefined);
  }

  onOver(): void {
    const { phase } = this.#state;
    this.#fail("late", phase === "connecting" ? "no connection in time" : "no answer in time", undefined);
  }

  #send(call: Call, isReused: boolean): void {
    this.#state = { phase: "asking", call, isReused };
    this.endsAt = call.endsAt;
    this.#socket.write(call.message, call.encoding);
  }

  #onReady(): void {
    if (this.#state.phase === "connecting") this.#send(this.#state.call, false);
  }

  #onPiece(piece: Buffer): void {
    switch (this.#state.phase) {
      case "asking": {
        let answer: CompleteAnswer | undefined;
        try {
          answer = this.#reader.read(piece);
        } catch (cause) {
          this.#fail(cause instanceof AnswerTooLarge ? "too large" : "malformed", "the answer is refused", cause);
          return;
        }
        if (answer !== undefined) this.#complete(this.#state.call, answer);
        return;
      }
      case "connecting":
      case "idle":
        this.#fail("malformed", "an answer that nobody asked for", undefined);
        return;
      case "closed":
    }
  }

  #complete(call: Call, answer: CompleteAnswer): void {
    const { idleMs, clock } = this.#options;
    const usableMs = Math.min(idleMs, (answer.keptAliveMs ?? Number.POSITIVE_INFINITY) - keptAliveMarginMs);
    // An answer to a request that has not been sent to its end: the rest of it must not be read as another one.
    if (answer.persists && usableMs > 0 && this.#socket.writableLength === 0) {
      this.#state = idle;
      this.endsAt = clock.now() + usableMs;
      call.onAnswer(answer);
      this.#keeper.onFree(this);
    } else {
      this.#close();
      call.onAnswer(answer);
    }
  }

  #onEnd(): void {
    const state = this.#state;
    if (state.phase !== "asking") return this.#onBroken(undefined);
    const answer = this.#reader.end();
    if (answer === undefined) this.#onBroken(undefined);
    else this.#complete(state.call, answer);
  }

  #onBroken(cause: unknown): void {
    if (this.#state.phase === "connecting") this.#fail("unreached", "no connection could be made", cause);
    else this.#fail("broken", "the connection ended before the answer", cause);
  }

  #fail(kind: PostFailure["kind"], message: string, cause: unknown): void {
    const state = this.#state;
    this.#close();
    switch (state.phase) {
      case "connecting":
        state.call.onFailure(new PostFailure(kind, message, { sent: false, cause }), false);
        return;
      case "asking": {
        const wasStale = kind === "broken" && state.isReused && !this.#reader.hasBegun;
        state.call.onFailure(new PostFailure(kind, message, { sent: true, cause }), wasStale);
        return;
      }
      case "idle":
      case "closed":
    }
  }

  #close(): void {
    if (this.#state.phase === "closed") return;
    this.#state = closed;
    this.endsAt = Number.POSITIVE_INFINITY;
    this.#options.deadlines.forget(this);
    this.#socket.destroy();
    this.#keeper.onClosed(this);
  }
}
