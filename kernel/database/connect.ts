import { Socket } from "node:net";
import postgres from "postgres";

/** A pool of connections made when they are first needed. */
export interface Connection {
  sql: postgres.Sql;
  /** Lets running queries finish for 5 s, then ends every connection. */
  close: () => Promise<void>;
}

/**
 * Opens a postgres.js pool that survives the death of its backends: what was running rejects, everything later works.
 *
 * postgres.js 3.4.9 alone does not (see survive-backend-death.test.ts, and the guards below for each cause). Still not to be
 * used, because nothing here can guard them: `cursor()`, COPY streams (`readable()`, `writable()`), `listen()`, `subscribe()`;
 * `reserve()` rejects. Take a dedicated `pg` client for those.
 *
 * @param options.url one host; `max` connections at most; `applicationName` as pg_stat_activity shows it
 * @param options.onNotice told of server notices, which are dropped otherwise
 */
export function connect(options: {
  url: string;
  max: number;
  applicationName: string;
  onNotice?: (notice: postgres.Notice) => void;
}): Connection {
  const sessions = new Map<number, Session>();
  const settings = {
    max: options.max,
    connect_timeout: 10,
    idle_timeout: 60,
    max_lifetime: 30 * 60,
    // Seconds, by the failures of the whole pool since its last success: stock waits up to 20, long after Postgres is back.
    backoff: (failures: number) => Math.min(0.02 * 2 ** failures, 1),
    // The query for array types runs outside any caller's promise: a backend that dies under it is an unhandled rejection.
    fetch_types: false,
    types: arrayTypes,
    onnotice: options.onNotice ?? (() => undefined),
    onclose: (id: number) => {
      const session = sessions.get(id);
      if (session !== undefined) session.lost = true;
      sessions.delete(id);
    },
    connection: {
      application_name: options.applicationName,
      statement_timeout: 60_000,
      idle_in_transaction_session_timeout: 60_000,
      // A connection that closes with a write pending forgets to send its next startup message, and is lost to the pool; but
      // anything of 1 KiB or more is sent at once. Spaces between the server's command line options mean nothing.
      options: " ".repeat(1024),
    },
    socket: dial,
  };
  // The published types know neither `socket` nor the connection id that `onclose` is given.
  const sql = postgres(options.url, settings as unknown as postgres.Options<Record<string, never>>);
  guardTransactions(sql, sessions);
  sql.reserve = () => Promise.reject(new Error("reserve() dies with its backend; use a dedicated pg client"));
  return { sql, close: () => sql.end({ timeout: 5 }) };
}

/**
 * Between the `error` and the `close` of a socket postgres.js queues queries on it that nothing ever rejects, and that later
 * block the connection made in its place. Here the two come together.
 */
class PostgresSocket extends Socket {
  private failure: unknown;

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === "error") {
      this.failure = values[0];
      return true;
    }
    if (event === "close" && this.failure !== undefined) super.emit("error", this.failure);
    return super.emit(event, ...values);
  }
}

/** postgres.js passes its parsed options; `host` is what it checks a TLS certificate against. */
async function dial({ host: hosts, port: ports }: { host: string[]; port: number[] }): Promise<Socket> {
  const [host = "127.0.0.1"] = hosts;
  const [port = 5432] = ports;
  const socket = Object.assign(new PostgresSocket(), { host, port });
  socket.setNoDelay(true);
  return socket.connect({ host, port });
}

/** The server session that one transaction runs in. */
interface Session {
  lost: boolean;
}

/** What postgres.js keeps of a query; `handler` puts it on a connection. */
interface InternalQuery {
  handler: ((query: InternalQuery) => void) & { debug?: unknown };
  reject(error: unknown): void;
}

/**
 * A transaction holds on to its connection when its backend is dead. postgres.js then writes the next statement, or its own
 * ROLLBACK, to a socket that is null (a TypeError from setImmediate, which ends the process), or to the connection made
 * since, outside of any transaction. So: after the loss every statement rejects, and the callback's promise is left open,
 * because its end would make postgres.js send ROLLBACK or COMMIT; `begin` itself has rejected by then.
 */
function guardTransactions(sql: postgres.Sql, sessions: Map<number, Session>): void {
  // Closures, not methods: they use no `this`.
  const { begin, unsafe } = { ...sql } as unknown as {
    begin: (this: void, mode: string, work: Work) => Promise<unknown>;
    unsafe: (this: void, ...values: unknown[]) => unknown;
  };
  let starting: Session | undefined;

  // `begin` takes its connection in the `onexecute` of its first statement, which it makes before it first awaits.
  sql.unsafe = ((...[text, values, options]: [string, unknown[]?, StatementOptions?]) => {
    const session = starting;
    const take = options?.onexecute;
    if (options === undefined) return values === undefined ? unsafe(text) : unsafe(text, values);
    if (session === undefined || take === undefined) return unsafe(text, values, options);
    const onexecute = (connection: { id: number }) => {
      sessions.set(connection.id, session);
      return take(connection);
    };
    return unsafe(text, values, { ...options, onexecute });
  }) as typeof sql.unsafe;

  sql.begin = (async (...values: [Work] | [string, Work]) => {
    const [mode, work] = values.length === 1 ? ["", values[0]] : values;
    const session: Session = { lost: false };
    starting = session;
    const outcome = begin(mode, (tx) => settleUnlessLost(session, () => work(fence(tx, session))));
    starting = undefined;
    try {
      return await outcome;
    } finally {
      for (const [id, held] of sessions) if (held === session) sessions.delete(id);
    }
  }) as typeof sql.begin;
}

const never = new Promise<never>(() => undefined);

type Work = (tx: postgres.TransactionSql) => unknown;
interface StatementOptions {
  onexecute?: (connection: { id: number }) => unknown;
}

/** The outcome of a callback, as an array of queries too; never settles once the session is lost. */
async function settleUnlessLost(session: Session, work: () => unknown): Promise<unknown> {
  try {
    const result = await work();
    const value: unknown = Array.isArray(result) ? await Promise.all(result) : result;
    return session.lost ? await never : value;
  } catch (error) {
    if (session.lost) await never;
    throw error;
  }
}

/** The transaction as its callback sees it: statements look at the session at the moment they would be sent. */
function fence<T extends postgres.TransactionSql>(tx: T, session: Session): T {
  const guarded = <R>(made: R): R => {
    if (!(made instanceof Promise && "handler" in made)) return made;
    const query = made as unknown as InternalQuery;
    const send = query.handler;
    const handler: InternalQuery["handler"] = (self) => {
      if (session.lost) self.reject(new ConnectionLostError());
      else send(self);
    };
    query.handler = Object.assign(handler, { debug: send.debug });
    return made;
  };
  return new Proxy(tx, {
    apply: (target, self, values) => guarded(Reflect.apply(target as never, self, values)),
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      if (key === "savepoint") {
        return (...values: [Work] | [string, Work]) => {
          // Else postgres.js would send SAVEPOINT itself, past this fence.
          if (session.lost) return Promise.reject(new ConnectionLostError());
          const work = values.at(-1) as Work;
          const inner = (nested: postgres.TransactionSql) =>
            settleUnlessLost(session, () => work(fence(nested, session)));
          return value(...values.slice(0, -1), inner);
        };
      }
      return (...values: unknown[]) => guarded(value(...values));
    },
  });
}

/** Same code as postgres.js gives to the statements that were running. */
class ConnectionLostError extends Error {
  readonly code = "CONNECTION_CLOSED";

  constructor() {
    super("The database connection of this transaction was lost; nothing of it was committed");
    this.name = "ConnectionLostError";
  }
}

/**
 * Arrays as parameters: `= any(${ids})`. By the server's oid of each array type, as pg_type lists them.
 * Results are left in the server's notation, which drizzle reads itself.
 */
const arrayTypes: Record<string, postgres.PostgresType> = Object.fromEntries(
  Object.entries({
    bool: 1000,
    int2: 1005,
    int4: 1007,
    text: 1009,
    varchar: 1015,
    int8: 1016,
    float4: 1021,
    float8: 1022,
    timestamp: 1115,
    date: 1182,
    timestamptz: 1185,
    numeric: 1231,
    uuid: 2951,
    jsonb: 3807,
  }).map(([name, oid]) => [`${name}_array`, { to: oid, from: [], serialize: arrayLiteral, parse: String }]),
);

function arrayLiteral(value: unknown): string {
  // Drizzle serialises arrays itself and hands over the text.
  if (!Array.isArray(value)) return String(value);
  return `{${value.map((item: unknown) => (Array.isArray(item) ? arrayLiteral(item) : arrayItem(item))).join(",")}}`;
}

function arrayItem(item: unknown): string {
  if (item === null || item === undefined) return "NULL";

  const text =
    item instanceof Date
      ? item.toISOString()
      : typeof item === "object"
        ? JSON.stringify(item)
        : (item as { toString(): string }).toString();
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
