import { asc, eq } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { RoleModel } from "../models.ts";
import { roles } from "./tables.ts";

/** Roles of the tenant's own, by name. */
export async function listOwnRoles(db: Database, tenantId: TenantId): Promise<RoleModel[]> {
  const rows = await db.select().from(roles).where(eq(roles.tenantId, tenantId)).orderBy(asc(roles.name));
  return rows.map(({ id, name, description, scopes }) => ({ id, name, description, scopes, isBuiltIn: false }));
}
