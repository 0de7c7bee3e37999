import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Account, Person } from "../../../kernel/identity/caller.ts";
import { tenantId as tenantIdSchema } from "../../../kernel/identity/ids.ts";
import type { SignedInModel } from "../models.ts";
import { isMember } from "../store/people.ts";
import { changeSession } from "../store/sessions.ts";
import { sessionOf } from "./session-of.ts";
import type { SessionParts } from "./session-parts.ts";
import { checkStore } from "./session-store.ts";
import { tellSignedIn } from "./tell-signed-in.ts";

/**
 * Goes on in another tenant of the person's. The refresh token stays as it is: an access token must not be enough to get
 * one that lasts longer. Access tokens for the former tenant hold until they expire, for what is open in other windows.
 * @throws AirgraphError FORBIDDEN when the person is no member of it; BAD_USER_INPUT for a session in cookies over a WebSocket
 */
export async function switchTenant(
  parts: SessionParts,
  caller: Person | Account,
  given: string,
): Promise<SignedInModel> {
  const { db, clock, audit, source } = parts;
  const { sessionId } = sessionOf(caller);
  const tenantId = tenantIdSchema.safeParse(given).data;
  const session = await db.transaction(async (transaction) => {
    if (tenantId === undefined || !(await isMember(transaction, tenantId, caller.userId)))
      throw new AirgraphError("FORBIDDEN", "You are no member of this tenant.");
    const changed = await changeSession(transaction, sessionId, { tenantId }, new Date(clock.now()));
    if (changed === undefined) throw new AirgraphError("UNAUTHENTICATED", "The session has ended; sign in again.");
    checkStore(changed.store, source);
    await audit(transaction, tenantId, {
      action: "session.tenant_switched",
      target: { kind: "session", id: sessionId },
      result: "SUCCEEDED",
    });
    return changed;
  });
  return tellSignedIn(parts, session);
}
