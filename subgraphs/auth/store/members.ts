import { and, eq, ne, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { type TenantId, type UserId, userId } from "../../../kernel/identity/ids.ts";
import { keyset } from "../../../kernel/pagination/keyset.ts";
import type { Page, Position } from "../../../kernel/pagination/page.ts";
import type { UserModel } from "../models.ts";
import { personColumns } from "./people.ts";
import { memberships, people, sessions, tenants } from "./tables.ts";

/** A member, with their place in the list of members. */
export interface MemberRow extends Position {
  readonly user: UserModel;
}

/** One page of the tenant's members, oldest membership first, and the one behind it if there is one. */
export async function listMembers(db: Database, tenantId: TenantId, page: Page): Promise<MemberRow[]> {
  const place = { createdAt: memberships.createdAt, id: memberships.personId };
  const { where, orderBy } = keyset(place, "oldest first", page.after);
  const rows = await db
    .select({ ...personColumns, joinedAt: memberships.createdAt, roleId: memberships.roleId, tenantName: tenants.name })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(and(eq(memberships.tenantId, tenantId), where))
    .orderBy(...orderBy)
    .limit(page.first + 1);
  return rows.map(({ joinedAt, roleId, tenantName, ...person }) => ({
    createdAt: joinedAt,
    id: person.id,
    user: {
      ...person,
      id: userId.parse(person.id),
      membership: { roleId, tenant: { id: tenantId, name: tenantName } },
    },
  }));
}

/** The id of the role that a person has in the tenant; undefined for who is no member. */
export async function findRoleIdOf(db: Database, tenantId: TenantId, personId: UserId): Promise<string | undefined> {
  const [row] = await db
    .select({ roleId: memberships.roleId })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.personId, personId)));
  return row?.roleId;
}

/** Whether the tenant has another owner than this person. */
export async function hasOtherOwner(db: Database, tenantId: TenantId, personId: UserId): Promise<boolean> {
  const others = await db
    .select({ id: memberships.personId })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.roleId, "owner"), ne(memberships.personId, personId)))
    .limit(1);
  return others.length > 0;
}

/** Whether the address is a member's. @param email lower case */
export async function isAddressOfMember(db: Database, tenantId: TenantId, email: string): Promise<boolean> {
  const found = await db
    .select({ id: people.id })
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .where(and(eq(memberships.tenantId, tenantId), eq(people.email, email)));
  return found.length > 0;
}

/** Whether a member has the role. */
export async function isRoleHeld(db: Database, tenantId: TenantId, roleId: string): Promise<boolean> {
  const held = await db
    .select({ id: memberships.personId })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.roleId, roleId)))
    .limit(1);
  return held.length > 0;
}

/** @returns false, with nothing stored, when the person is a member already */
export async function insertMembership(
  transaction: Database,
  membership: { tenantId: TenantId; personId: UserId; roleId: string; createdAt: Date },
): Promise<boolean> {
  const inserted = await transaction
    .insert(memberships)
    .values(membership)
    .onConflictDoNothing()
    .returning({ id: memberships.personId });
  return inserted.length > 0;
}

export async function setRoleOf(
  transaction: Database,
  tenantId: TenantId,
  { personId, roleId }: { personId: UserId; roleId: string },
): Promise<void> {
  await transaction
    .update(memberships)
    .set({ roleId })
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.personId, personId)));
}

/** Ends a membership. The person's sessions go on, in no tenant where they acted in this one. */
export async function deleteMembership(transaction: Database, tenantId: TenantId, personId: UserId): Promise<void> {
  await transaction
    .delete(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.personId, personId)));
  await transaction
    .update(sessions)
    .set({ tenantId: null })
    .where(and(eq(sessions.personId, personId), eq(sessions.tenantId, tenantId)));
}

/** The person's address if it has been verified, lower case. */
export async function findVerifiedAddress(db: Database, personId: UserId): Promise<string | undefined> {
  const [row] = await db
    .select({ email: people.email })
    .from(people)
    .where(and(eq(people.id, personId), sql`${people.emailVerifiedAt} is not null`));
  return row?.email;
}
