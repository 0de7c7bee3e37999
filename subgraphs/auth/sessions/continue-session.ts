import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Account, Person } from "../../../kernel/identity/caller.ts";
import type { SignedInModel } from "../models.ts";
import { findSession, type StoredSession } from "../store/sessions.ts";
import { sessionOf } from "./session-of.ts";
import type { SessionParts } from "./session-parts.ts";
import { checkStore } from "./session-store.ts";
import { tellSignedIn } from "./tell-signed-in.ts";

/**
 * The session of who asks, with a fresh access token; its refresh token stays as it is.
 * @throws AirgraphError like `ownSession`
 */
export async function continueSession(parts: SessionParts, caller: Person | Account): Promise<SignedInModel> {
  return tellSignedIn(parts, await ownSession(parts, caller));
}

/**
 * The session of who asks, in the tenant of the request, which another window may have left.
 * @throws AirgraphError UNAUTHENTICATED when it has ended, FORBIDDEN for a workflow run, which has none; BAD_USER_INPUT for
 * one in cookies over a WebSocket, where it could be told of nothing
 */
export async function ownSession(
  { db, clock, source }: SessionParts,
  caller: Person | Account,
): Promise<StoredSession> {
  const session = await findSession(db, sessionOf(caller).sessionId, new Date(clock.now()));
  if (session === undefined) throw new AirgraphError("UNAUTHENTICATED", "The session has ended; sign in again.");
  checkStore(session.store, source);
  return { ...session, tenantId: caller.kind === "person" ? caller.tenantId : null };
}
