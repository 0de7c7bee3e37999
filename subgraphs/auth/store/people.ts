import { and, asc, eq, inArray, or } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { Role } from "../../../kernel/identity/caller.ts";
import { type TenantId, tenantId as tenantIdSchema, type UserId, userId } from "../../../kernel/identity/ids.ts";
import { memberships, people, tenants } from "./tables.ts";

/** A person as seen from one tenant. */
export interface Member {
  readonly id: UserId;
  readonly username: string;
  readonly email: string;
  readonly createdAt: Date;
  readonly role: Role;
  readonly tenant: { readonly id: TenantId; readonly name: string };
}

export interface NewMember extends Member {
  readonly passwordHash: string;
}

const columns = {
  id: people.id,
  username: people.username,
  email: people.email,
  createdAt: people.createdAt,
  role: memberships.role,
  tenantId: tenants.id,
  tenantName: tenants.name,
};

/** Members of one tenant among these ids, in no particular order. */
export async function findMembers(db: Database, tenantId: TenantId, ids: readonly string[]): Promise<Member[]> {
  const rows = await db
    .select(columns)
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(and(eq(memberships.tenantId, tenantId), inArray(people.id, [...ids])));
  return rows.map(toMember);
}

/**
 * For sign-in only, before there is a tenant: the person with this email address or username, in the tenant they
 * joined first, and the hash to check the password against.
 */
export async function findForSignIn(db: Database, login: string): Promise<NewMember | undefined> {
  const key = login.trim().toLowerCase();
  const [row] = await db
    .select({ ...columns, passwordHash: people.passwordHash })
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(or(eq(people.email, key), eq(people.usernameKey, key)))
    .orderBy(asc(memberships.createdAt))
    .limit(1);
  return row === undefined ? undefined : { ...toMember(row), passwordHash: row.passwordHash };
}

/**
 * Stores a person, their tenant and the membership, all or none.
 * @returns false, with nothing stored, when the email address or the username is taken
 */
export async function insertFirstMember(db: Database, member: NewMember): Promise<boolean> {
  const { id, username, email, createdAt, passwordHash, tenant, role } = member;
  return db.transaction(async (transaction) => {
    const inserted = await transaction
      .insert(people)
      .values({
        id,
        username,
        usernameKey: username.toLowerCase(),
        email: email.toLowerCase(),
        passwordHash,
        createdAt,
      })
      .onConflictDoNothing()
      .returning({ id: people.id });
    if (inserted.length === 0) return false;
    await transaction.insert(tenants).values({ ...tenant, createdAt });
    await transaction.insert(memberships).values({ tenantId: tenant.id, personId: id, role, createdAt });
    return true;
  });
}

function toMember(row: {
  id: string;
  username: string;
  email: string;
  createdAt: Date;
  role: Role;
  tenantId: string;
  tenantName: string;
}): Member {
  const { id, username, email, createdAt, role } = row;
  const tenant = { id: tenantIdSchema.parse(row.tenantId), name: row.tenantName };
  return { id: userId.parse(id), username, email, createdAt, role, tenant };
}
