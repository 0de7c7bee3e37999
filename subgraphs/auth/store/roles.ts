import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { groupBy } from "../../../kernel/pagination/owned-rows.ts";
import type { RoleModel } from "../models.ts";
import { roles } from "./tables.ts";

export interface NewRole extends Omit<RoleModel, "isBuiltIn"> {
  readonly createdAt: Date;
}

/** Roles of each tenant's own, by name; a tenant that has none is missing. */
export async function listOwnRoles(
  db: Database,
  tenantIds: readonly TenantId[],
): Promise<ReadonlyMap<string, readonly RoleModel[]>> {
  const rows = await db
    .select()
    .from(roles)
    .where(inArray(roles.tenantId, [...tenantIds]))
    .orderBy(sql`lower(${roles.name})`, asc(roles.id));
  const groups = groupBy(rows, ({ tenantId }) => tenantId);
  return new Map([...groups].map(([tenantId, own]) => [tenantId, own.map(toRole)]));
}

/** One of the tenant's own. @param id of any shape */
export async function findOwnRole(db: Database, tenantId: TenantId, id: string): Promise<RoleModel | undefined> {
  // Postgres would answer some texts with an error.
  if (!z.uuid().safeParse(id).success) return undefined;
  const [row] = await db
    .select()
    .from(roles)
    .where(and(eq(roles.tenantId, tenantId), eq(sql`${roles.id}::text`, id)));
  return row === undefined ? undefined : toRole(row);
}

export async function countOwnRoles(db: Database, tenantId: TenantId): Promise<number> {
  return db.$count(roles, eq(roles.tenantId, tenantId));
}

/** Whether another role than `id` has the name, whatever its case. */
export async function isRoleNameTaken(
  db: Database,
  tenantId: TenantId,
  { id, name }: { id: string; name: string },
): Promise<boolean> {
  const named = await db
    .select({ id: roles.id })
    .from(roles)
    .where(and(eq(roles.tenantId, tenantId), sql`lower(${roles.name}) = lower(${name})`, ne(roles.id, id)));
  return named.length > 0;
}

export async function insertRole(transaction: Database, tenantId: TenantId, role: NewRole): Promise<void> {
  const { id, name, description, scopes, createdAt } = role;
  await transaction.insert(roles).values({ tenantId, id, name, description, scopes: [...scopes], createdAt });
}

export async function updateRole(transaction: Database, tenantId: TenantId, role: RoleModel): Promise<void> {
  const { id, name, description, scopes } = role;
  await transaction
    .update(roles)
    .set({ name, description, scopes: [...scopes] })
    .where(and(eq(roles.tenantId, tenantId), eq(roles.id, id)));
}

export async function deleteRole(transaction: Database, tenantId: TenantId, id: string): Promise<void> {
  await transaction.delete(roles).where(and(eq(roles.tenantId, tenantId), eq(roles.id, id)));
}

function toRole({ id, name, description, scopes }: typeof roles.$inferSelect): RoleModel {
  return { id, name, description, scopes, isBuiltIn: false };
}
