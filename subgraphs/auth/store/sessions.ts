import { and, eq, isNull, ne } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { SessionId, TenantId, UserId } from "../../../kernel/identity/ids.ts";
import { refreshTokens, type sessionStores, sessions } from "./tables.ts";

export type SessionStore = (typeof sessionStores)[number];

export interface StoredSession {
  readonly id: SessionId;
  readonly personId: UserId;
  readonly tenantId: TenantId | null;
  readonly store: SessionStore;
  readonly secondFactor: boolean;
  readonly confirmedAt: Date;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

/** Stores a session and its first refresh token, both or none. */
export async function insertSession(transaction: Database, session: StoredSession, refreshHash: string): Promise<void> {
  await transaction.insert(sessions).values(session);
  const { id: sessionId, createdAt, expiresAt } = session;
  await transaction.insert(refreshTokens).values({ hash: refreshHash, sessionId, createdAt, expiresAt });
}

/** @returns whether it had not ended before */
export async function endSession(
  db: Database,
  { personId, id }: { personId: UserId; id: SessionId },
  reason: string,
  now: Date,
): Promise<boolean> {
  const ended = await db
    .update(sessions)
    .set({ endedAt: now, endReason: reason })
    .where(and(eq(sessions.personId, personId), eq(sessions.id, id), isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}

/**
 * Ends the sessions of a person.
 * @param except the one that goes on
 */
export async function endSessions(
  db: Database,
  { personId, except }: { personId: UserId; except?: SessionId | undefined },
  reason: string,
  now: Date,
): Promise<number> {
  const ended = await db
    .update(sessions)
    .set({ endedAt: now, endReason: reason })
    .where(
      and(
        eq(sessions.personId, personId),
        isNull(sessions.endedAt),
        except === undefined ? undefined : ne(sessions.id, except),
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}
