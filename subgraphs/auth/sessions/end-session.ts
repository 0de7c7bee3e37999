import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Account, Person } from "../../../kernel/identity/caller.ts";
import { sessionId } from "../../../kernel/identity/ids.ts";
import { endSessions, hasSession } from "../store/sessions.ts";
import { sessionOf } from "./session-of.ts";
import type { SessionParts } from "./session-parts.ts";
import { signOut } from "./sign-out.ts";

/**
 * Ends one session of the person's. One that has ended already is no error, so that two who end it both succeed.
 * @returns how many ended: 1 or 0
 * @throws AirgraphError NOT_FOUND when it is nobody's or somebody else's
 */
export async function endSession(
  parts: SessionParts,
  caller: Person | Account,
  given: string,
): Promise<{ sessionsEnded: number }> {
  const { db, clock, audit } = parts;
  const id = sessionId.safeParse(given).data;
  if (id === sessionOf(caller).sessionId) return signOut(parts, caller);
  const personId = caller.userId;
  if (id === undefined || !(await hasSession(db, { personId, id })))
    throw new AirgraphError("NOT_FOUND", "You have no such session.");
  return db.transaction(async (transaction) => {
    const ended = await endSessions(transaction, { personId, id }, "ended from another session", new Date(clock.now()));
    if (ended.length > 0)
      await audit(transaction, caller.kind === "person" ? caller.tenantId : null, {
        action: "session.ended",
        target: { kind: "session", id },
        result: "SUCCEEDED",
      });
    return { sessionsEnded: ended.length };
  });
}
