import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../kernel/clock.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../kernel/errors/error-code.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import type { Authenticated } from "../identity/authenticate.ts";
import type { StandingKey, Standings } from "../identity/standings.ts";
import { type CloseCode, closeCodes } from "./close-code.ts";

/** A socket, or a stream over HTTP. */
export interface Connection {
  isOpen(): boolean;
  /** Tells the client why, and ends it. */
  end(ending: Ending): void;
  onceClosed(listener: () => void): void;
}

/** Why a connection ends that its client would have kept, in the words of sockets and in those of GraphQL. */
export interface Ending {
  readonly closeCode: CloseCode;
  readonly reason: string;
  readonly error: { readonly message: string; readonly extensions: { readonly code: ErrorCode } };
}

/** Who is behind each open connection. */
export interface Sessions {
  /** Until when and as whom a connection may stay open is looked after from now on. */
  begin(connection: Connection, authenticated: Authenticated): void;
  /**
   * The connection goes on with newer credentials of the same session or API key.
   * @returns until when, if not for ever
   * @throws AirgraphError FORBIDDEN for credentials of anybody else, or with other permissions: streams were opened as who it was before
   */
  renew(connection: Connection, authenticated: Authenticated): Date | undefined;
  /** As far as is known now. */
  callerOf(connection: Connection): Caller;
  stop(): void;
}

/** Together with how old a standing may be: what has ended is gone from every connection within five seconds. */
const checkEveryMs = 1_000;
/** setTimeout can't wait longer. */
const longestTimeoutMs = 2 ** 31 - 1;

const { forbidden, tryAgainLater } = closeCodes;
const endings = {
  expired: endingOf(forbidden, "UNAUTHENTICATED", "The access token has expired."),
  ended: { ...endingOf(forbidden, "UNAUTHENTICATED", "The session or API key has ended."), reason: "UNAUTHENTICATED" },
  changed: endingOf(forbidden, "FORBIDDEN", "Your permissions changed; connect again."),
  unverifiable: endingOf(tryAgainLater, "UPSTREAM_UNAVAILABLE", "Callers can't be verified at the moment."),
};

interface Session {
  caller: Caller;
  standingKey: Authenticated["standingKey"];
  expiry: NodeJS.Timeout | undefined;
  isBeingChecked: boolean;
}

/**
 * A connection outlives what its caller was permitted when it was opened, so that is looked at again and again, with one question to
 * the auth subgraph for all of them. A connection is closed when its session or API key has ended, and also when the caller may
 * do something else by now: its streams were opened as what the caller was before. While the auth subgraph is away, connections stay
 * open for as long as requests are answered.
 */
export function watchSessions({ standings, clock }: { standings: Standings; clock: Clock }): Sessions {
  const sessions = new Map<Connection, Session>();
  const timer = setInterval(() => {
    for (const [connection, session] of sessions) {
      const { standingKey, isBeingChecked } = session;
      if (standingKey !== undefined && !isBeingChecked) void check(connection, session, standingKey);
    }
  }, checkEveryMs);
  timer.unref();

  return {
    begin(connection, { caller, expiresAt, standingKey }) {
      // Gone while its caller was looked up: nothing would ever forget it.
      if (!connection.isOpen()) return;
      sessions.set(connection, {
        caller,
        standingKey,
        expiry: endAt(connection, expiresAt),
        isBeingChecked: false,
      });
      connection.onceClosed(() => forget(connection));
    },
    renew(connection, { caller, expiresAt, standingKey }) {
      const session = sessions.get(connection);
      if (session === undefined) throw new AirgraphError("FORBIDDEN", "The connection is being closed.");
      if (!isSameSession(session.caller, caller))
        throw new AirgraphError(
          "FORBIDDEN",
          "Only credentials of the same session and tenant, with the same permissions, renew a connection; connect again.",
        );
      clearTimeout(session.expiry);
      session.caller = caller;
      session.standingKey = standingKey;
      session.expiry = endAt(connection, expiresAt);
      return expiresAt;
    },
    callerOf: (connection) => sessions.get(connection)?.caller ?? { kind: "anonymous" },
    stop() {
      clearInterval(timer);
      for (const connection of sessions.keys()) forget(connection);
    },
  };

  function endAt(connection: Connection, expiresAt: Date | undefined): NodeJS.Timeout | undefined {
    if (expiresAt === undefined) return undefined;
    return setTimeout(
      () => end(connection, endings.expired),
      Math.min(expiresAt.getTime() - clock.now(), longestTimeoutMs),
    );
  }

  async function check(connection: Connection, session: Session, standingKey: StandingKey): Promise<void> {
    session.isBeingChecked = true;
    try {
      const standing = await standings.find(standingKey);
      // What was asked of credentials that were renewed meanwhile says nothing of the new ones.
      if (session.standingKey !== standingKey) return;
      if (standing === undefined) end(connection, endings.ended);
      else if (mayTheSame(standing.caller, session.caller)) session.caller = standing.caller;
      else end(connection, endings.changed);
    } catch {
      end(connection, endings.unverifiable);
    } finally {
      session.isBeingChecked = false;
    }
  }

  /** Nothing is asked in a former caller's name while the client takes its time to close. */
  function end(connection: Connection, ending: Ending): void {
    if (!sessions.has(connection)) return;
    forget(connection);
    connection.end(ending);
  }

  function forget(connection: Connection): void {
    clearTimeout(sessions.get(connection)?.expiry);
    sessions.delete(connection);
  }
}

function endingOf(closeCode: CloseCode, code: ErrorCode, message: string): Ending {
  return { closeCode, reason: message, error: { message, extensions: { code } } };
}

/** Whether two callers are one in everything but how sure we are of them. */
function mayTheSame(one: Caller, other: Caller): boolean {
  return one === other || isDeepStrictEqual({ ...one, session: undefined }, { ...other, session: undefined });
}

function isSameSession(one: Caller, other: Caller): boolean {
  return mayTheSame(one, other) && sessionIdOf(one) === sessionIdOf(other);
}

function sessionIdOf(caller: Caller): string | undefined {
  return "session" in caller ? caller.session?.sessionId : undefined;
}
