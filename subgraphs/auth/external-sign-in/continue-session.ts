import { and, eq, isNull } from "drizzle-orm";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Account, Person } from "../../../kernel/identity/caller.ts";
import type { SignedInModel } from "../models.ts";
import type { SessionParts } from "../start-session.ts";
import { findMembers, findPerson } from "../store/people.ts";
import { sessions } from "../store/tables.ts";

/**
 * The session of who asks, with a fresh access token; its refresh token stays as it is.
 * @throws AirgraphError UNAUTHENTICATED when it has ended
 */
export async function continueSession(
  { db, accessTokens }: SessionParts,
  caller: Person | Account,
): Promise<SignedInModel> {
  const { userId, session } = caller;
  const tenantId = caller.kind === "person" ? caller.tenantId : undefined;
  const [stored] =
    session === undefined
      ? []
      : await db
          .select({ expiresAt: sessions.expiresAt })
          .from(sessions)
          .where(and(eq(sessions.id, session.sessionId), eq(sessions.personId, userId), isNull(sessions.endedAt)));
  const user = tenantId === undefined ? await findPerson(db, userId) : (await findMembers(db, tenantId, [userId]))[0];
  if (session === undefined || stored === undefined || user === undefined)
    throw new AirgraphError("UNAUTHENTICATED", "The session has ended; sign in again.");
  const access = await accessTokens.issue({ userId, sessionId: session.sessionId, tenantId });
  return {
    kind: "signed in",
    accessToken: access.token,
    expiresAt: access.expiresAt,
    refreshToken: null,
    refreshTokenExpiresAt: stored.expiresAt,
    user,
  };
}
