import { isDeepStrictEqual } from "node:util";
import { CloseCode } from "graphql-ws";
import type { WebSocket } from "ws";
import type { Clock } from "../../kernel/clock.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import type { Authenticated } from "../identity/authenticate.ts";
import type { StandingKey, Standings } from "../identity/standings.ts";

/** Who is behind each open socket. */
export interface SocketSessions {
  /** Until when and as whom a socket may stay open is looked after from now on. */
  begin(socket: WebSocket, authenticated: Authenticated): void;
  /** As far as is known now. */
  callerOf(socket: WebSocket): Caller;
  stop(): void;
}

/** Together with how old a standing may be: what has ended is gone from every socket within five seconds. */
const checkEveryMs = 1_000;
/** setTimeout can't wait longer. */
const longestTimeoutMs = 2 ** 31 - 1;
/** As RFC 6455 has it; graphql-ws's client connects again. */
const tryAgainLater = 1013;

interface Session {
  caller: Caller;
  readonly standingKey: Authenticated["standingKey"];
  isBeingChecked: boolean;
}

/**
 * A socket outlives what its caller was permitted when it was opened, so that is looked at again and again, with one question to
 * the auth subgraph for all sockets. A socket is closed when its session or API key has ended, and also when the caller may
 * do something else by now: its streams were opened as what the caller was before. While the auth subgraph is away, sockets stay
 * open for as long as requests are answered.
 */
export function watchSocketSessions({ standings, clock }: { standings: Standings; clock: Clock }): SocketSessions {
  const sessions = new Map<WebSocket, Session>();
  const timer = setInterval(() => {
    for (const [socket, session] of sessions) {
      const { standingKey, isBeingChecked } = session;
      if (standingKey !== undefined && !isBeingChecked) void check(socket, session, standingKey);
    }
  }, checkEveryMs);
  timer.unref();

  return {
    begin(socket, { caller, expiresAt, standingKey }) {
      // Gone while its caller was looked up: nothing would ever forget it.
      if (socket.readyState !== socket.OPEN) return;
      sessions.set(socket, { caller, standingKey, isBeingChecked: false });
      const expiry =
        expiresAt === undefined
          ? undefined
          : setTimeout(
              () => socket.close(CloseCode.Forbidden, "The access token has expired."),
              Math.min(expiresAt.getTime() - clock.now(), longestTimeoutMs),
            );
      socket.once("close", () => {
        clearTimeout(expiry);
        sessions.delete(socket);
      });
    },
    callerOf: (socket) => sessions.get(socket)?.caller ?? { kind: "anonymous" },
    stop: () => clearInterval(timer),
  };

  async function check(socket: WebSocket, session: Session, standingKey: StandingKey): Promise<void> {
    session.isBeingChecked = true;
    try {
      const standing = await standings.find(standingKey);
      if (standing === undefined) end(socket, CloseCode.Forbidden, "UNAUTHENTICATED");
      else if (mayTheSame(standing.caller, session.caller)) session.caller = standing.caller;
      else end(socket, CloseCode.Forbidden, "Your permissions changed; connect again.");
    } catch {
      end(socket, tryAgainLater, "Callers can't be verified at the moment.");
    } finally {
      session.isBeingChecked = false;
    }
  }

  /** Nothing is asked in a former caller's name while the client takes its time to close. */
  function end(socket: WebSocket, code: number, reason: string): void {
    sessions.delete(socket);
    socket.close(code, reason);
  }
}

/** Whether two callers are one in everything but how sure we are of them. */
function mayTheSame(one: Caller, other: Caller): boolean {
  return one === other || isDeepStrictEqual({ ...one, session: undefined }, { ...other, session: undefined });
}
