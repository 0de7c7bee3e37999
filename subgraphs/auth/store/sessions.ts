import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, or } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import {
  type SessionId,
  sessionId,
  type TenantId,
  tenantId as tenantIdSchema,
  type UserId,
  userId,
} from "../../../kernel/identity/ids.ts";
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

/** One that may have ended. */
export type FormerSession = StoredSession & { readonly endedAt: Date | null };

/** More than anybody looks through. */
const mostListed = 500;

/** Stores a session and its first refresh token, both or none. */
export async function insertSession(transaction: Database, session: StoredSession, refreshHash: string): Promise<void> {
  await transaction.insert(sessions).values(session);
  const { id, createdAt, expiresAt } = session;
  await insertToken(transaction, { hash: refreshHash, sessionId: id, createdAt, expiresAt });
}

/** Where a person is signed in, last used first. */
export async function listSessions(db: Database, personId: UserId, now: Date): Promise<StoredSession[]> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.personId, personId), isLive(now)))
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.id))
    .limit(mostListed);
  return rows.map(toSession);
}

/** A session that has not ended. */
export async function findSession(db: Database, id: SessionId, now: Date): Promise<StoredSession | undefined> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, id), isLive(now)));
  return row && toSession(row);
}

/** Whether it is the person's, ended or not. */
export async function hasSession(
  db: Database,
  { personId, id }: { personId: UserId; id: SessionId },
): Promise<boolean> {
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.personId, personId), eq(sessions.id, id)));
  return rows.length > 0;
}

/** The tenant that a person acted in last, in whatever session. */
export async function findLastTenant(db: Database, personId: UserId): Promise<TenantId | undefined> {
  const [row] = await db
    .select({ tenantId: sessions.tenantId })
    .from(sessions)
    .where(and(eq(sessions.personId, personId), isNotNull(sessions.tenantId)))
    .orderBy(desc(sessions.lastUsedAt))
    .limit(1);
  return tenantIdSchema.safeParse(row?.tenantId).data;
}

/** Changes a session that has not ended. @returns it as it is now, or undefined when it has */
export async function changeSession(
  db: Database,
  id: SessionId,
  change: Partial<Pick<StoredSession, "tenantId" | "confirmedAt">>,
  now: Date,
): Promise<StoredSession | undefined> {
  const [row] = await db
    .update(sessions)
    .set({ ...change, lastUsedAt: now })
    .where(and(eq(sessions.id, id), isLive(now)))
    .returning();
  return row && toSession(row);
}

/**
 * Ends sessions of a person: all of them, one, or all but one.
 * @param reason for the operator who looks into the table
 * @returns those that had not ended before
 */
export async function endSessions(
  db: Database,
  which: { personId: UserId; id?: SessionId | undefined; except?: SessionId | undefined },
  reason: string,
  now: Date,
): Promise<{ readonly id: SessionId; readonly store: SessionStore }[]> {
  const { personId, id, except } = which;
  const ended = await db
    .update(sessions)
    .set({ endedAt: now, endReason: reason })
    .where(
      and(
        eq(sessions.personId, personId),
        id === undefined ? undefined : eq(sessions.id, id),
        except === undefined ? undefined : ne(sessions.id, except),
        isLive(now),
      ),
    )
    .returning({ id: sessions.id, store: sessions.store });
  return ended.map((row) => ({ id: sessionId.parse(row.id), store: row.store }));
}

/** Makes nothing of when the person proved who they are, in all of their sessions but one. */
export async function forgetConfirmations(
  transaction: Database,
  { personId, except }: { personId: UserId; except: SessionId },
): Promise<void> {
  await transaction
    .update(sessions)
    .set({ confirmedAt: new Date(0) })
    .where(and(eq(sessions.personId, personId), ne(sessions.id, except), isNull(sessions.endedAt)));
}

/** Ends the session in cookies that a refresh token belongs to, if there is one. */
export async function endSessionOfToken(db: Database, hash: string, reason: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ endedAt: now, endReason: reason })
    .where(and(inArray(sessions.id, sessionIdOf(db, hash)), eq(sessions.store, "cookies"), isNull(sessions.endedAt)));
}

/** The session that a refresh token belongs to, ended or not, locked until the transaction ends. */
export async function lockSessionOfToken(transaction: Database, hash: string): Promise<FormerSession | undefined> {
  const [row] = await transaction
    .select()
    .from(sessions)
    .where(inArray(sessions.id, sessionIdOf(transaction, hash)))
    .for("update");
  return row && { ...toSession(row), endedAt: row.endedAt };
}

/** Goes on with a session that is locked. */
export async function renewSession(
  transaction: Database,
  { id, tenantId, lastUsedAt, expiresAt, userAgent, address }: StoredSession,
): Promise<void> {
  await transaction
    .update(sessions)
    .set({ tenantId, lastUsedAt, expiresAt, userAgent, address })
    .where(eq(sessions.id, id));
}

/** A refresh token as it is stored. */
export interface StoredToken {
  readonly expiresAt: Date;
  /** When it or another one of its age was used first. */
  readonly usedAt: Date | null;
}

export async function findToken(db: Database, hash: string): Promise<StoredToken | undefined> {
  const [row] = await db
    .select({ expiresAt: refreshTokens.expiresAt, usedAt: refreshTokens.usedAt })
    .from(refreshTokens)
    .where(eq(refreshTokens.hash, hash));
  return row;
}

export async function insertToken(
  transaction: Database,
  token: { hash: string; sessionId: SessionId; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await transaction.insert(refreshTokens).values(token);
}

/** Uses up the newest tokens of a session, which are those that were not used before. */
export async function useUpTokens(transaction: Database, id: SessionId, now: Date): Promise<void> {
  await transaction
    .update(refreshTokens)
    .set({ usedAt: now })
    .where(and(eq(refreshTokens.sessionId, id), isNull(refreshTokens.usedAt)));
}

/** Used tokens are kept until they have expired: until then they tell of a theft. */
export async function deleteExpiredTokens(transaction: Database, id: SessionId, now: Date): Promise<void> {
  await transaction
    .delete(refreshTokens)
    .where(and(eq(refreshTokens.sessionId, id), lte(refreshTokens.expiresAt, now)));
}

/** Forgets sessions that ended or expired before this, with their tokens. @returns how many */
export async function deleteFormerSessions(db: Database, before: Date, atMost: number): Promise<number> {
  const some = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(or(lt(sessions.endedAt, before), lt(sessions.expiresAt, before)))
    .limit(atMost)
    // Several processes may be at it.
    .for("update", { skipLocked: true });
  const deleted = await db.delete(sessions).where(inArray(sessions.id, some)).returning({ id: sessions.id });
  return deleted.length;
}

function isLive(now: Date) {
  return and(isNull(sessions.endedAt), gt(sessions.expiresAt, now));
}

function sessionIdOf(db: Database, hash: string) {
  return db.select({ id: refreshTokens.sessionId }).from(refreshTokens).where(eq(refreshTokens.hash, hash));
}

function toSession(row: typeof sessions.$inferSelect): StoredSession {
  return {
    ...row,
    id: sessionId.parse(row.id),
    personId: userId.parse(row.personId),
    tenantId: row.tenantId === null ? null : tenantIdSchema.parse(row.tenantId),
  };
}
