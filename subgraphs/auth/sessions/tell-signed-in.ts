import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { SessionId, TenantId, UserId } from "../../../kernel/identity/ids.ts";
import type { SignedInModel } from "../models.ts";
import { findMembers, findPerson } from "../store/people.ts";
import type { SessionStore } from "../store/sessions.ts";
import type { SessionParts } from "./session-parts.ts";

/** A session as it is stored by now. */
export interface OngoingSession {
  readonly id: SessionId;
  readonly personId: UserId;
  readonly tenantId: TenantId | null;
  readonly store: SessionStore;
  readonly confirmedAt: Date;
  readonly expiresAt: Date;
}

/**
 * Tells the client of its session, with a fresh access token: in the answer, or in cookies.
 * @param refreshToken a new one; without, the client goes on with the one that it has
 */
export async function tellSignedIn(
  { db, accessTokens, setCookies }: SessionParts,
  session: OngoingSession,
  refreshToken?: string,
): Promise<SignedInModel> {
  const { id, personId, tenantId, store, confirmedAt, expiresAt } = session;
  const user = tenantId === null ? await findPerson(db, personId) : (await findMembers(db, tenantId, [personId]))[0];
  if (user === undefined)
    throw new AirgraphError("UNAUTHENTICATED", "The account does not exist any more, or is no member of this tenant.");
  const access = await accessTokens.issue({
    userId: personId,
    sessionId: id,
    tenantId: tenantId ?? undefined,
    confirmedAt,
  });
  const ends = { expiresAt: access.expiresAt, refreshTokenExpiresAt: expiresAt };
  if (store === "client")
    return { kind: "signed in", accessToken: access.token, refreshToken: refreshToken ?? null, ...ends, user };
  setCookies({
    action: "keep",
    accessToken: access.token,
    accessTokenExpiresAt: access.expiresAt,
    ...(refreshToken === undefined ? {} : { refreshToken, refreshTokenExpiresAt: expiresAt }),
  });
  return { kind: "signed in", accessToken: null, refreshToken: null, ...ends, user };
}
