import { and, count, eq, gt, gte, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId, UserId } from "../../../kernel/identity/ids.ts";
import { type operationKinds, operations } from "./tables.ts";

/** A GraphQL operation that somebody of a tenant sent and that has been answered. */
export interface Operation {
  readonly tenantId: TenantId;
  readonly operationId: string;
  readonly userId: UserId | null;
  readonly name: string | null;
  readonly kind: (typeof operationKinds)[number];
  readonly errors: number;
  readonly durationMs: number;
  readonly endedAt: Date;
}

/** Stores operations, each in its own tenant, and leaves out those that are stored already. */
export async function insertOperations(db: Database, newOperations: readonly Operation[]): Promise<void> {
  if (newOperations.length === 0) return;
  await db
    .insert(operations)
    .values([...newOperations])
    .onConflictDoNothing();
}

/** How many operations of the tenant ended at or after an instant. */
export async function countOperations(
  db: Database,
  tenantId: TenantId,
  since: Date,
): Promise<{ operations: number; operationsWithErrors: number }> {
  const [counted] = await db
    .select({
      operations: count(),
      operationsWithErrors: sql<number>`count(*) filter (where ${gt(operations.errors, 0)})`.mapWith(Number),
    })
    .from(operations)
    .where(and(eq(operations.tenantId, tenantId), gte(operations.endedAt, since)));
  return counted ?? { operations: 0, operationsWithErrors: 0 };
}
