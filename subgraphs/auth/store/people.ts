import { and, asc, eq, inArray, or } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { type TenantId, tenantId as tenantIdSchema, type UserId, userId } from "../../../kernel/identity/ids.ts";
import type { TenantModel, UserModel } from "../models.ts";
import { memberships, people, tenants } from "./tables.ts";

/** What a password is checked against, and for whom. */
export interface Credentials {
  readonly userId: UserId;
  readonly passwordHash: string | null;
  readonly isVerified: boolean;
}

export interface NewPerson extends Omit<UserModel, "membership" | "deletionDueAt"> {
  readonly passwordHash: string | null;
  readonly emailVerifiedAt: Date;
}

export const personColumns = {
  id: people.id,
  username: people.username,
  email: people.email,
  createdAt: people.createdAt,
  deletionDueAt: people.deletionDueAt,
};

/** Members of one tenant among these ids, in no particular order. */
export async function findMembers(db: Database, tenantId: TenantId, ids: readonly string[]): Promise<UserModel[]> {
  const rows = await db
    .select({ ...personColumns, roleId: memberships.roleId, tenantName: tenants.name })
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(and(eq(memberships.tenantId, tenantId), inArray(people.id, [...ids])));
  return rows.map(({ roleId, tenantName, ...row }) => ({
    ...row,
    id: userId.parse(row.id),
    membership: { roleId, tenant: { id: tenantId, name: tenantName } },
  }));
}

/** A person as they are outside of all tenants: for what they do with their own account. */
export async function findPerson(db: Database, id: UserId): Promise<UserModel | undefined> {
  const [row] = await db.select(personColumns).from(people).where(eq(people.id, id));
  return row === undefined ? undefined : { ...row, id: userId.parse(row.id), membership: null };
}

/** Whose address this is. */
export async function findPersonByEmail(db: Database, email: string): Promise<UserModel | undefined> {
  const [row] = await db.select(personColumns).from(people).where(eq(people.email, email.toLowerCase()));
  return row === undefined ? undefined : { ...row, id: userId.parse(row.id), membership: null };
}

export async function isUsernameTaken(db: Database, username: string): Promise<boolean> {
  const found = await db.select({ id: people.id }).from(people).where(eq(people.usernameKey, username.toLowerCase()));
  return found.length > 0;
}

/** For sign-in only, before anybody is known: of the person with this email address or username. */
export async function findCredentials(db: Database, login: string): Promise<Credentials | undefined> {
  const key = login.trim().toLowerCase();
  const [row] = await db
    .select({ id: people.id, passwordHash: people.passwordHash, emailVerifiedAt: people.emailVerifiedAt })
    .from(people)
    .where(or(eq(people.email, key), eq(people.usernameKey, key)));
  if (row === undefined) return undefined;
  return { userId: userId.parse(row.id), passwordHash: row.passwordHash, isVerified: row.emailVerifiedAt !== null };
}

/** What a person who is signed in can prove themself with; null for who has no password. */
export async function findPasswordHash(db: Database, id: UserId): Promise<string | null> {
  const [row] = await db.select({ passwordHash: people.passwordHash }).from(people).where(eq(people.id, id));
  return row?.passwordHash ?? null;
}

/** Keeps a person's password and address as they are until the transaction ends; others may keep them so, too. */
export async function holdPerson(transaction: Database, id: UserId): Promise<void> {
  await transaction.select({ id: people.id }).from(people).where(eq(people.id, id)).for("share");
}

export async function isMember(db: Database, tenantId: TenantId, personId: UserId): Promise<boolean> {
  const rows = await db
    .select({ roleId: memberships.roleId })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.personId, personId)));
  return rows.length > 0;
}

/** The tenants that a person is a member of, oldest membership first. */
export async function listTenantsOf(db: Database, personId: UserId): Promise<TenantId[]> {
  const rows = await db
    .select({ id: memberships.tenantId })
    .from(memberships)
    .where(eq(memberships.personId, personId))
    .orderBy(asc(memberships.createdAt), asc(memberships.tenantId));
  return rows.map(({ id }) => tenantIdSchema.parse(id));
}

/**
 * Stores a person whose address has been verified and, if there is one, the tenant that they own.
 * @returns what is taken, with nothing stored
 */
export async function insertPerson(
  transaction: Database,
  person: NewPerson,
  tenant: TenantModel | undefined,
): Promise<"stored" | "email taken" | "username taken"> {
  const { createdAt } = person;
  const usernameKey = person.username.toLowerCase();
  const inserted = await transaction
    .insert(people)
    .values({ ...person, email: person.email.toLowerCase(), usernameKey })
    .onConflictDoNothing()
    .returning({ id: people.id });
  if (inserted.length === 0) {
    const [named] = await transaction.select({ id: people.id }).from(people).where(eq(people.usernameKey, usernameKey));
    return named === undefined ? "email taken" : "username taken";
  }
  if (tenant !== undefined) {
    await transaction.insert(tenants).values({ ...tenant, createdAt });
    await transaction
      .insert(memberships)
      .values({ tenantId: tenant.id, personId: person.id, roleId: "owner", createdAt });
  }
  return "stored";
}
