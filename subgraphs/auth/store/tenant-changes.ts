import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId, UserId } from "../../../kernel/identity/ids.ts";
import type { TenantModel } from "../models.ts";
import { memberships, people, tenants } from "./tables.ts";

/**
 * Makes everybody else wait who changes the tenant's members, roles, invitations or keys, until the transaction ends.
 * Taken before anything else of the tenant, so that nobody waits for each other in a circle.
 * @returns undefined when there is no such tenant
 */
export async function lockTenant(transaction: Database, tenantId: TenantId): Promise<TenantModel | undefined> {
  const [row] = await transaction
    .select({ name: tenants.name })
    .from(tenants)
    .where(eq(tenants.id, tenantId))
    // A stronger lock would make everybody wait who only refers to the tenant: a session that begins, for one.
    .for("no key update");
  return row === undefined ? undefined : { id: tenantId, name: row.name };
}

/** Makes other transactions wait in which this person gets tenants. @returns how many tenants the person owns */
export async function lockAndCountOwned(transaction: Database, personId: UserId): Promise<number> {
  await transaction.select({ id: people.id }).from(people).where(eq(people.id, personId)).for("no key update");
  const [row] = await transaction
    .select({ count: sql<number>`count(*)::int` })
    .from(memberships)
    .where(and(eq(memberships.personId, personId), eq(memberships.roleId, "owner")));
  return row?.count ?? 0;
}

/** Stores a tenant and its first owner. */
export async function insertTenant(
  transaction: Database,
  tenant: TenantModel,
  { ownerId, createdAt }: { ownerId: UserId; createdAt: Date },
): Promise<void> {
  await transaction.insert(tenants).values({ ...tenant, createdAt });
  await transaction.insert(memberships).values({ tenantId: tenant.id, personId: ownerId, roleId: "owner", createdAt });
}

export async function setTenantName(transaction: Database, { id, name }: TenantModel): Promise<void> {
  await transaction.update(tenants).set({ name }).where(eq(tenants.id, id));
}
