import type { Account, Person } from "../../../kernel/identity/caller.ts";
import type { SessionId } from "../../../kernel/identity/ids.ts";
import { endSessions } from "../store/sessions.ts";
import { sessionOf } from "./session-of.ts";
import type { SessionParts } from "./session-parts.ts";

/** Ends the session of the request. @returns how many ended: none if it had ended meanwhile */
export async function signOut(parts: SessionParts, caller: Person | Account): Promise<{ sessionsEnded: number }> {
  return end(parts, caller, sessionOf(caller).sessionId);
}

/** Ends every session of the person, this one too. @returns how many */
export async function signOutEverywhere(
  parts: SessionParts,
  caller: Person | Account,
): Promise<{ sessionsEnded: number }> {
  sessionOf(caller);
  return end(parts, caller, "all");
}

async function end(
  { db, clock, audit, source, setCookies }: SessionParts,
  caller: Person | Account,
  which: SessionId | "all",
): Promise<{ sessionsEnded: number }> {
  const own = sessionOf(caller).sessionId;
  const ended = await db.transaction(async (transaction) => {
    const sessions = await endSessions(
      transaction,
      { personId: caller.userId, ...(which === "all" ? {} : { id: which }) },
      which === "all" ? "signed out everywhere" : "signed out",
      new Date(clock.now()),
    );
    if (sessions.length > 0)
      await audit(transaction, caller.kind === "person" ? caller.tenantId : null, {
        action: which === "all" ? "session.all_ended" : "session.ended",
        target: which === "all" ? { kind: "user", id: caller.userId } : { kind: "session", id: which },
        result: "SUCCEEDED",
        ...(which === "all" ? { details: { sessions: sessions.length } } : {}),
      });
    return sessions;
  });
  if (source?.transport === "http" && ended.some(({ id, store }) => id === own && store === "cookies"))
    setCookies({ action: "forget" });
  return { sessionsEnded: ended.length };
}
