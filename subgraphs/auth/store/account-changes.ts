import { and, asc, eq, exists, isNotNull, lte, ne, notExists, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { type TenantId, tenantId, type UserId, userId } from "../../../kernel/identity/ids.ts";
import type { TenantModel, UserModel } from "../models.ts";
import { memberships, people, signInChallenges, tenants } from "./tables.ts";
import { violates } from "./violates.ts";

/** What the password of somebody signed in is checked against; undefined when there is none. */
export async function findPasswordHash(db: Database, id: UserId): Promise<string | undefined> {
  const [row] = await db.select({ passwordHash: people.passwordHash }).from(people).where(eq(people.id, id));
  return row?.passwordHash ?? undefined;
}

/**
 * Sets a password, and ends sign-ins that are half done with the former one.
 * @param only `former`: if that is still the password's hash; `email`: if that is still the address
 * @returns whether it was set
 */
export async function setPassword(
  transaction: Database,
  id: UserId,
  { passwordHash, former, email }: { passwordHash: string; former?: string; email?: string },
): Promise<boolean> {
  const set = await transaction
    .update(people)
    .set({ passwordHash })
    .where(
      and(
        eq(people.id, id),
        former === undefined ? undefined : eq(people.passwordHash, former),
        email === undefined ? undefined : eq(people.email, email),
      ),
    )
    .returning({ id: people.id });
  await transaction.delete(signInChallenges).where(eq(signInChallenges.personId, id));
  return set.length > 0;
}

/** @returns false when the address is somebody's already, or the person's is another one meanwhile */
export async function setEmail(
  transaction: Database,
  { id, email: former }: { id: UserId; email: string },
  email: string,
  now: Date,
): Promise<boolean> {
  try {
    // In a savepoint: after a violation the rest of the transaction goes on.
    return await transaction.transaction(async (savepoint) => {
      const set = await savepoint
        .update(people)
        .set({ email, emailVerifiedAt: now })
        .where(and(eq(people.id, id), eq(people.email, former)))
        .returning({ id: people.id });
      return set.length > 0;
    });
  } catch (error) {
    if (violates(error, "unique")) return false;
    throw error;
  }
}

/** The person, whom nobody else changes before the transaction ends. */
export async function lockPerson(transaction: Database, id: UserId): Promise<UserModel | undefined> {
  const [row] = await transaction.select(columns).from(people).where(eq(people.id, id)).for("no key update");
  return row && toModel(row);
}

/** Somebody whose deletion is due and whom no other process deletes. */
export async function claimDuePerson(transaction: Database, now: Date): Promise<UserModel | undefined> {
  const [row] = await transaction
    .select(columns)
    .from(people)
    .where(and(isNotNull(people.deletionDueAt), lte(people.deletionDueAt, now)))
    .orderBy(asc(people.deletionDueAt))
    .limit(1)
    .for("no key update", { skipLocked: true });
  return row && toModel(row);
}

export async function setDeletionDue(db: Database, id: UserId, deletionDueAt: Date | null): Promise<void> {
  await db.update(people).set({ deletionDueAt }).where(eq(people.id, id));
}

/**
 * Tenants with other members of which the person is the only owner. Locks all tenants that they own, so that no other
 * owner leaves at the same moment.
 */
export async function listTenantsOnlyOwnedBy(transaction: Database, personId: UserId): Promise<TenantModel[]> {
  const own = transaction
    .select({ one: sql`1` })
    .from(memberships)
    .where(
      and(eq(memberships.tenantId, tenants.id), eq(memberships.personId, personId), eq(memberships.roleId, "owner")),
    );
  const owned = await transaction
    .select({ id: tenants.id, name: tenants.name })
    .from(tenants)
    .where(exists(own))
    .orderBy(asc(tenants.id))
    // As whoever changes members does. A stronger lock would hold up sessions that begin in the tenant.
    .for("no key update");
  const others = await Promise.all(
    owned.map(async ({ id }) =>
      transaction
        .select({ roleId: memberships.roleId })
        .from(memberships)
        .where(and(eq(memberships.tenantId, id), ne(memberships.personId, personId))),
    ),
  );
  return owned
    .filter((_, index) => {
      const roles = others[index] ?? [];
      return roles.length > 0 && !roles.some(({ roleId }) => roleId === "owner");
    })
    .map(({ id, name }) => ({ id: tenantId.parse(id), name }));
}

/** Deletes the tenants that only this person is a member of. @returns their ids */
export async function deleteTenantsOfOneMember(transaction: Database, personId: UserId): Promise<TenantId[]> {
  const of = (condition: ReturnType<typeof eq>) =>
    transaction
      .select({ one: sql`1` })
      .from(memberships)
      .where(and(eq(memberships.tenantId, tenants.id), condition));
  const deleted = await transaction
    .delete(tenants)
    .where(and(exists(of(eq(memberships.personId, personId))), notExists(of(ne(memberships.personId, personId)))))
    .returning({ id: tenants.id });
  return deleted.map(({ id }) => tenantId.parse(id));
}

/** Deletes a person with all that is theirs alone: sessions, factors, external accounts, memberships. */
export async function deletePerson(transaction: Database, id: UserId): Promise<void> {
  await transaction.delete(people).where(eq(people.id, id));
}

const columns = {
  id: people.id,
  username: people.username,
  email: people.email,
  createdAt: people.createdAt,
  deletionDueAt: people.deletionDueAt,
};

function toModel(row: Omit<UserModel, "id" | "membership"> & { id: string }): UserModel {
  return { ...row, id: userId.parse(row.id), membership: null };
}
