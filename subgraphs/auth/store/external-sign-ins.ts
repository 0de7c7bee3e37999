import { and, eq, gt, isNull, lte, or } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { type UserId, userId } from "../../../kernel/identity/ids.ts";
import { externalSignIns } from "./tables.ts";

/** A sign-in with an external account that has begun. */
export interface ExternalSignIn {
  readonly stateHash: string;
  readonly bindingHash: string;
  readonly provider: string;
  readonly redirectUri: string;
  /** Who adds an external account to their own; null for a sign-in. */
  readonly personId: UserId | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Stores a sign-in that begins, and forgets those that nobody finished in time. */
export async function insertExternalSignIn(db: Database, begun: ExternalSignIn): Promise<void> {
  await db.delete(externalSignIns).where(lte(externalSignIns.expiresAt, begun.createdAt));
  await db.insert(externalSignIns).values(begun);
}

/**
 * Uses a sign-in up that has begun.
 * @param caller who is signed in, if anybody
 * @returns undefined when it is unknown, used or expired, or another client or person began it: then it stays theirs
 */
export async function takeExternalSignIn(
  db: Database,
  { stateHash, bindingHash, caller }: { stateHash: string; bindingHash: string; caller: UserId | undefined },
  now: Date,
): Promise<Pick<ExternalSignIn, "provider" | "redirectUri" | "personId"> | undefined> {
  const isTheirs =
    caller === undefined
      ? isNull(externalSignIns.personId)
      : or(isNull(externalSignIns.personId), eq(externalSignIns.personId, caller));
  const [row] = await db
    .delete(externalSignIns)
    .where(
      and(
        eq(externalSignIns.stateHash, stateHash),
        eq(externalSignIns.bindingHash, bindingHash),
        gt(externalSignIns.expiresAt, now),
        isTheirs,
      ),
    )
    .returning({
      provider: externalSignIns.provider,
      redirectUri: externalSignIns.redirectUri,
      personId: externalSignIns.personId,
    });
  return row === undefined
    ? undefined
    : { ...row, personId: row.personId === null ? null : userId.parse(row.personId) };
}
