import { and, asc, eq, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { tenantId, type UserId } from "../../../kernel/identity/ids.ts";
import { describeRole } from "../describe-role.ts";
import type { MembershipModel } from "../models.ts";
import { memberships, roles, tenants } from "./tables.ts";

/** What a person is a member of, with what they may do there, oldest first. One statement, however many there are. */
export async function listMemberships(db: Database, personId: UserId): Promise<MembershipModel[]> {
  const rows = await db
    .select({
      tenantId: tenants.id,
      tenantName: tenants.name,
      roleId: memberships.roleId,
      joinedAt: memberships.createdAt,
      role: { id: roles.id, name: roles.name, description: roles.description, scopes: roles.scopes },
    })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .leftJoin(roles, and(eq(roles.tenantId, memberships.tenantId), eq(sql`${roles.id}::text`, memberships.roleId)))
    .where(eq(memberships.personId, personId))
    .orderBy(asc(memberships.createdAt), asc(memberships.tenantId));
  return rows.map((row) => ({
    tenant: { id: tenantId.parse(row.tenantId), name: row.tenantName },
    role: describeRole(row.roleId, row.role === null ? [] : [{ ...row.role, isBuiltIn: false }]),
    joinedAt: row.joinedAt,
  }));
}
