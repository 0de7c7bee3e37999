import type { Cancellation } from "../../cancellation.ts";
import { type Clock, steadyClock } from "../../clock.ts";
import { createDeadlines } from "../../deadlines.ts";
import { Connection, type ConnectionKeeper, type ConnectionOptions } from "./connection.ts";
import { socketOpener } from "./open-socket.ts";
import { givenUp, PendingPost, type PostOffice, type PostTerms } from "./pending-post.ts";
import { PostFailure } from "./post-failure.ts";
import type { Answer } from "./read-answer.ts";

export interface Post {
  /** JSON. */
  readonly body: string;
  /** Besides those that every POST of JSON has. Visible ASCII only. */
  readonly headers: Readonly<Record<string, string>>;
  /** When it fails as late, by the client's clock. */
  readonly endsAt: number;
  /** Whether it may reach the other side twice. */
  readonly repeatable: boolean;
  readonly cancellation?: Cancellation | undefined;
}

export interface HttpClient {
  /** @throws PostFailure; TypeError for a header that can't be sent */
  post(post: Post): Promise<Answer>;
  /** Takes no more, lets what is under way end, then closes every connection. */
  close(): Promise<void>;
}

export interface HttpClientOptions {
  /** http or https. */
  readonly origin: string;
  readonly path: string;
  /** How many calls are under way at most. */
  readonly maximumConnections: number;
  /** How many wait for a connection at most; more fail at once. */
  readonly maximumWaiting: number;
  readonly maximumBodyBytes: number;
  readonly maximumHeadBytes?: number;
  readonly connectMs?: number;
  readonly idleMs?: number;
  /** In PEM, instead of the authorities that Node trusts. */
  readonly certificateAuthority?: string;
  readonly clock?: Clock;
}

const unsendable = /[^\t\x20-\x7e]/;
/** How late a deadline may be told. */
const periodMs = 25;

/**
 * Sends POSTs of JSON to one place over HTTP/1.1 (RFC 9112), on connections that are kept. It exists because what a
 * general client does for each request costs several times as much as the rest of a fetch (`npm run bench -- http-client`).
 *
 * A request on a kept connection that the other side turns out to have closed is sent once more on a new one, if it may be.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { path, maximumConnections, maximumWaiting, clock = steadyClock } = options;
  const origin = new URL(options.origin);
  const deadlines = createDeadlines({ clock, periodMs });
  const prefix = `POST ${path} HTTP/1.1\r\nhost: ${origin.host}\r\ncontent-type: application/json\r\naccept: application/json\r\n`;
  const connectionOptions: ConnectionOptions = {
    sockets: socketOpener(origin, options.certificateAuthority),
    connectMs: options.connectMs ?? 2_000,
    // Node's servers keep an idle connection for 5 s.
    idleMs: options.idleMs ?? 4_000,
    maximumHeadBytes: options.maximumHeadBytes ?? 16 * 1024,
    maximumBodyBytes: options.maximumBodyBytes,
    clock,
    deadlines,
  };

  const connections = new Set<Connection>();
  /** The one that was used last comes last, and is used next: so the others get old and close. */
  const idle: Connection[] = [];
  const waiting = new Set<PendingPost>();
  let state:
    | { readonly phase: "open" }
    | { readonly phase: "closing"; readonly emptied: Promise<void>; readonly onEmpty: () => void }
    | { readonly phase: "closed" } = { phase: "open" };

  const keeper: ConnectionKeeper = {
    onFree(connection) {
      const next = takeWaiting();
      if (next !== undefined) sendBy(connection, next);
      else if (state.phase === "open") idle.push(connection);
      else connection.cut("closed", "the client closes");
    },
    onClosed(connection) {
      connections.delete(connection);
      const index = idle.indexOf(connection);
      if (index !== -1) idle.splice(index, 1);
      const next = takeWaiting();
      if (next !== undefined) openFor(next);
      else endWhenEmpty();
    },
  };
  const office: PostOffice = {
    sendAfresh: (post) => (connections.size < maximumConnections ? openFor(post) : wait(post)),
    leaveLine: (post) => {
      waiting.delete(post);
      deadlines.forget(post);
    },
    onSettled: (post) => post.cancellation?.forget(post),
  };

  return {
    post: (post) =>
      new Promise((resolve, reject) => {
        if (state.phase !== "open") throw new PostFailure("closed", "the client is closed", { sent: false });
        if (post.cancellation?.isCancelled === true) throw givenUp();
        const pending = new PendingPost(toTerms(post), office, resolve, reject);
        post.cancellation?.watch(pending);
        send(pending);
      }),
    async close() {
      if (state.phase === "open") {
        let onEmpty = () => {};
        const emptied = new Promise<void>((resolve) => {
          onEmpty = resolve;
        });
        state = { phase: "closing", emptied, onEmpty };
        for (const connection of idle.splice(0)) connection.cut("closed", "the client closes");
        endWhenEmpty();
      }
      if (state.phase === "closing") await state.emptied;
    },
  };

  function toTerms({ body, headers, endsAt, repeatable, cancellation }: Post): PostTerms {
    let head = prefix;
    for (const name in headers) {
      const value = headers[name] ?? "";
      if (unsendable.test(value)) throw new TypeError(`the header ${name} can't be sent as it is`);
      head += `${name}: ${value}\r\n`;
    }
    const bytes = Buffer.byteLength(body);
    return {
      message: `${head}content-length: ${bytes}\r\n\r\n${body}`,
      // Of the two that write ASCII as it is this is the cheaper one.
      encoding: bytes === body.length ? "latin1" : "utf8",
      endsAt,
      repeatable,
      cancellation,
    };
  }

  function send(post: PendingPost): void {
    const now = clock.now();
    for (let connection = idle.pop(); connection !== undefined; connection = idle.pop()) {
      if (connection.isIdle(now)) return sendBy(connection, post);
      connection.cut("closed", "idle for too long");
    }
    if (connections.size < maximumConnections) openFor(post);
    else if (waiting.size < maximumWaiting) wait(post);
    else post.onFailure(new PostFailure("overloaded", "too many wait already", { sent: false }), false);
  }

  function sendBy(connection: Connection, post: PendingPost): void {
    post.goesBy(connection);
    connection.ask(post);
  }

  function openFor(post: PendingPost): void {
    const connection = new Connection(post, connectionOptions, keeper);
    connections.add(connection);
    post.goesBy(connection);
  }

  function wait(post: PendingPost): void {
    waiting.add(post);
    deadlines.watch(post);
  }

  /** Whoever has waited longest. */
  function takeWaiting(): PendingPost | undefined {
    if (waiting.size === 0) return undefined;
    const [post] = waiting;
    if (post !== undefined) office.leaveLine(post);
    return post;
  }

  function endWhenEmpty(): void {
    if (state.phase !== "closing" || connections.size > 0) return;
    const { onEmpty } = state;
    state = { phase: "closed" };
    onEmpty();
  }
}
