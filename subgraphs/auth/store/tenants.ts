import { eq } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { TenantModel } from "../models.ts";
import { tenants } from "./tables.ts";

export async function findTenant(db: Database, id: TenantId): Promise<TenantModel | undefined> {
  const [row] = await db.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, id));
  return row && { id, name: row.name };
}
