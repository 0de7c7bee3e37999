import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { keyset } from "../../../kernel/pagination/keyset.ts";
import type { Page } from "../../../kernel/pagination/page.ts";
import type { GraphChangeId } from "../ids.ts";
import type { GraphBreak } from "../typed/typed-graph.ts";
import { type graphChangeStates, graphChanges } from "./tables.ts";

/** A change of a tenant's graph that breaks clients. */
export interface StoredGraphChange {
  readonly id: GraphChangeId;
  readonly tenantId: TenantId;
  readonly fromVersion: string;
  readonly toVersion: string;
  readonly state: (typeof graphChangeStates)[number];
  readonly breaks: readonly GraphBreak[];
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  /** Who accepted it, by id; null when nobody had to. */
  readonly decidedBy: string | null;
}

/** Notes a change; one that was held until now will not come any more. */
export async function insertChange(
  transaction: Database,
  {
    id,
    tenantId,
    fromVersion,
    toVersion,
    state,
    breaks,
  }: Omit<StoredGraphChange, "createdAt" | "decidedAt" | "decidedBy">,
): Promise<void> {
  await supersedeHeld(transaction, tenantId);
  const decidedAt = state === "TAKEN" ? sql`now()` : null;
  await transaction
    .insert(graphChanges)
    .values({ id, tenantId, fromVersion, toVersion, state, breaks, createdAt: sql`now()`, decidedAt });
}

/** What was held is overtaken: the graph is another one now, or would be. */
export async function supersedeHeld(transaction: Database, tenantId: TenantId): Promise<void> {
  await transaction
    .update(graphChanges)
    .set({ state: "SUPERSEDED", decidedAt: sql`now()` })
    .where(and(eq(graphChanges.tenantId, tenantId), eq(graphChanges.state, "HELD")));
}

/** The change that waits for somebody to accept it. */
export async function heldChange(db: Database, tenantId: TenantId): Promise<StoredGraphChange | undefined> {
  const [row] = await db
    .select()
    .from(graphChanges)
    .where(and(eq(graphChanges.tenantId, tenantId), eq(graphChanges.state, "HELD")));
  return row;
}

/** Accepts a held change. @returns it, or undefined when it is not there, or not held */
export async function acceptHeld(
  transaction: Database,
  tenantId: TenantId,
  id: GraphChangeId,
  decidedBy: string,
): Promise<StoredGraphChange | undefined> {
  const [row] = await transaction
    .update(graphChanges)
    .set({ state: "TAKEN", decidedAt: sql`now()`, decidedBy })
    .where(and(eq(graphChanges.tenantId, tenantId), eq(graphChanges.id, id), eq(graphChanges.state, "HELD")))
    .returning();
  return row;
}

export async function findChange(
  db: Database,
  tenantId: TenantId,
  id: GraphChangeId,
): Promise<StoredGraphChange | undefined> {
  const [row] = await db
    .select()
    .from(graphChanges)
    .where(and(eq(graphChanges.tenantId, tenantId), eq(graphChanges.id, id)));
  return row;
}

/** One page, newest first, and one more if there is one. */
export async function listChanges(db: Database, tenantId: TenantId, page: Page): Promise<StoredGraphChange[]> {
  const { where, orderBy } = keyset(graphChanges, "newest first", page.after);
  return db
    .select()
    .from(graphChanges)
    .where(and(eq(graphChanges.tenantId, tenantId), where))
    .orderBy(...orderBy)
    .limit(page.first + 1);
}
