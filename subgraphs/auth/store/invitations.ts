import { and, count, desc, eq, gt, isNull, max } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { type TenantId, tenantId as tenantIdSchema, userId } from "../../../kernel/identity/ids.ts";
import type { InvitationModel } from "../models.ts";
import { invitations } from "./tables.ts";

/** Invitations that can be accepted, newest first. */
export async function listOpenInvitations(db: Database, tenantId: TenantId, now: Date): Promise<InvitationModel[]> {
  const rows = await db
    .select()
    .from(invitations)
    .where(and(isOpen(tenantId), gt(invitations.expiresAt, now)))
    .orderBy(desc(invitations.createdAt), desc(invitations.id));
  return rows.map(toInvitation);
}

/** How many can be accepted; and when one was sent last to this address, ended or not. */
export async function surveyInvitations(
  db: Database,
  tenantId: TenantId,
  { email, now }: { email: string; now: Date },
): Promise<{ open: number; lastToAddress: Date | null }> {
  const [open] = await db
    .select({ count: count() })
    .from(invitations)
    .where(and(isOpen(tenantId), gt(invitations.expiresAt, now)));
  const [last] = await db
    .select({ at: max(invitations.createdAt) })
    .from(invitations)
    .where(and(eq(invitations.tenantId, tenantId), eq(invitations.email, email)));
  return { open: open?.count ?? 0, lastToAddress: last?.at ?? null };
}

/** One that has not ended; it may have expired. */
export async function findOpenInvitation(
  db: Database,
  tenantId: TenantId,
  which: { id: string } | { email: string },
): Promise<InvitationModel | undefined> {
  const [row] = await db
    .select()
    .from(invitations)
    .where(and(isOpen(tenantId), "id" in which ? eq(invitations.id, which.id) : eq(invitations.email, which.email)));
  return row === undefined ? undefined : toInvitation(row);
}

/** Whether an invitation that can be accepted would give the role. */
export async function isRoleOffered(db: Database, tenantId: TenantId, roleId: string, now: Date): Promise<boolean> {
  const offering = await db
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(isOpen(tenantId), eq(invitations.roleId, roleId), gt(invitations.expiresAt, now)))
    .limit(1);
  return offering.length > 0;
}

export async function insertInvitation(transaction: Database, invitation: InvitationModel): Promise<void> {
  await transaction.insert(invitations).values(invitation);
}

export async function endInvitation(
  transaction: Database,
  { tenantId, id }: Pick<InvitationModel, "tenantId" | "id">,
  outcome: "accepted" | "revoked",
  now: Date,
): Promise<void> {
  await transaction
    .update(invitations)
    .set({ endedAt: now, outcome })
    .where(and(isOpen(tenantId), eq(invitations.id, id)));
}

function isOpen(tenantId: TenantId) {
  return and(eq(invitations.tenantId, tenantId), isNull(invitations.endedAt));
}

function toInvitation(row: typeof invitations.$inferSelect): InvitationModel {
  const { id, email, roleId, createdAt, expiresAt } = row;
  return {
    tenantId: tenantIdSchema.parse(row.tenantId),
    id,
    email,
    roleId,
    invitedBy: row.invitedBy === null ? null : userId.parse(row.invitedBy),
    createdAt,
    expiresAt,
  };
}
