import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import { type RunId, runId, type TenantId } from "../../../kernel/identity/ids.ts";
import { keyset } from "../../../kernel/pagination/keyset.ts";
import type { Page } from "../../../kernel/pagination/page.ts";
import { type ApprovalId, approvalId } from "../ids.ts";
import type { Starter } from "../starter.ts";
import { toStarter, toStarterColumns } from "./starter-columns.ts";
import { type approvalStatuses, approvals } from "./tables.ts";
import type { RunKey } from "./values.ts";
import { postponeWait } from "./waits.ts";

export type ApprovalStatus = (typeof approvalStatuses)[number];

/** Who is asked, templates worked out. */
export const asked = z.array(
  z.union([
    z.strictObject({ userId: z.string() }),
    z.strictObject({ email: z.string().toLowerCase() }),
    z.strictObject({ roleId: z.string() }),
  ]),
);
export type Asked = z.infer<typeof asked>;

export interface StoredApproval {
  readonly id: ApprovalId;
  readonly runId: RunId;
  /** Of the step that asks. */
  readonly path: string;
  readonly title: string;
  readonly description: string | null;
  readonly assignees: Asked;
  readonly status: ApprovalStatus;
  readonly deadlineAt: Date | null;
  readonly escalatedAt: Date | null;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: Starter | null;
  readonly comment: string | null;
}

/** The stream that tells of a tenant's approvals. */
export const approvalStream = "approvals";
const approvalChangeKinds = ["ASKED", "ESCALATED", "DECIDED", "EXPIRED", "WITHDRAWN"] as const;
type ApprovalChangeKind = (typeof approvalChangeKinds)[number];

export const approvalEvent = z.object({ kind: z.enum(approvalChangeKinds), approvalId });

/** Asks, and tells of it. Harmless when it is repeated. */
export async function insertApproval(
  transaction: Database,
  { tenantId, id: run }: RunKey,
  approval: Pick<StoredApproval, "id" | "path" | "title" | "assignees" | "deadlineAt" | "createdAt"> & {
    description?: string | undefined;
    escalateTo?: Asked | undefined;
  },
): Promise<void> {
  const inserted = await transaction
    .insert(approvals)
    .values({ ...approval, tenantId, runId: run, status: "PENDING" })
    .onConflictDoNothing()
    .returning({ id: approvals.id });
  if (inserted.length > 0) await tell(transaction, tenantId, "ASKED", approval.id);
}

/**
 * Asks those besides whom the approval is to be escalated to.
 * @returns false when there are none, or they have been asked, or it has been decided
 */
export async function escalateApproval(
  db: Database,
  run: RunKey,
  { path, at, deadlineAt }: { path: string; at: Date; deadlineAt: Date | null },
): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const [row] = await transaction
      .update(approvals)
      .set({ assignees: sql`${approvals.assignees} || ${approvals.escalateTo}`, escalatedAt: at, deadlineAt })
      .where(and(isPending(run, path), isNull(approvals.escalatedAt), isNotNull(approvals.escalateTo)))
      .returning({ id: approvals.id });
    if (row === undefined) return false;
    if (deadlineAt !== null) await postponeWait(transaction, run, path, deadlineAt);
    await tell(transaction, run.tenantId, "ESCALATED", approvalId.parse(row.id));
    return true;
  });
}

/** Ends an approval that nobody has decided. @returns false when it has been decided */
export async function markApprovalEnded(
  db: Database,
  run: RunKey,
  { path, at, status }: { path: string; at: Date; status: "EXPIRED" | "WITHDRAWN" },
): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const [row] = await transaction
      .update(approvals)
      .set({ status, decidedAt: at })
      .where(isPending(run, path))
      .returning({ id: approvals.id });
    if (row !== undefined) await tell(transaction, run.tenantId, status, approvalId.parse(row.id));
    return row !== undefined;
  });
}

/** @returns false when it has been decided before */
export async function markApprovalDecided(
  transaction: Database,
  tenantId: TenantId,
  id: ApprovalId,
  { approved, by, comment, at }: { approved: boolean; by: Starter; comment: string | null; at: Date },
): Promise<boolean> {
  const { startedByKind, startedBy } = toStarterColumns(by);
  const decided = await transaction
    .update(approvals)
    .set({
      status: approved ? "APPROVED" : "REJECTED",
      decidedAt: at,
      decidedByKind: startedByKind,
      decidedBy: startedBy,
      comment,
    })
    .where(and(eq(approvals.tenantId, tenantId), eq(approvals.id, id), eq(approvals.status, "PENDING")))
    .returning({ id: approvals.id });
  if (decided.length > 0) await tell(transaction, tenantId, "DECIDED", id);
  return decided.length > 0;
}

export async function findApproval(
  db: Database,
  tenantId: TenantId,
  id: ApprovalId,
): Promise<StoredApproval | undefined> {
  const [row] = await db
    .select()
    .from(approvals)
    .where(and(eq(approvals.tenantId, tenantId), eq(approvals.id, id)));
  return row === undefined ? undefined : toApproval(row);
}

/** One page of what is pending, oldest first, of those whom one of `whom` is asked by; and the row behind it. */
export async function listPendingApprovals(
  db: Database,
  tenantId: TenantId,
  whom: Asked,
  page: Page,
): Promise<StoredApproval[]> {
  const { where, orderBy } = keyset(approvals, "oldest first", page.after);
  const isAsked = sql`exists (select from jsonb_array_elements(${approvals.assignees}) one where one <@ any (
    select jsonb_array_elements(${JSON.stringify(whom)}::jsonb)))`;
  const rows = await db
    .select()
    .from(approvals)
    .where(and(eq(approvals.tenantId, tenantId), eq(approvals.status, "PENDING"), isAsked, where))
    .orderBy(...orderBy)
    .limit(page.first + 1);
  return rows.map(toApproval);
}

async function tell(
  transaction: Database,
  tenantId: TenantId,
  kind: ApprovalChangeKind,
  id: ApprovalId,
): Promise<void> {
  await appendEvents(transaction, tenantId, approvalStream, [
    { type: `approval.${kind}`, data: { kind, approvalId: id } },
  ]);
}

function isPending({ tenantId, id }: RunKey, path: string) {
  return and(
    eq(approvals.tenantId, tenantId),
    eq(approvals.runId, id),
    eq(approvals.path, path),
    eq(approvals.status, "PENDING"),
  );
}

function toApproval(row: typeof approvals.$inferSelect): StoredApproval {
  const { path, title, description, status, deadlineAt, escalatedAt, createdAt, decidedAt, comment } = row;
  return {
    id: approvalId.parse(row.id),
    runId: runId.parse(row.runId),
    path,
    title,
    description,
    assignees: asked.parse(row.assignees),
    status,
    deadlineAt,
    escalatedAt,
    createdAt,
    decidedAt,
    decidedBy:
      row.decidedByKind === null || row.decidedBy === null
        ? null
        : toStarter({ startedByKind: row.decidedByKind, startedBy: row.decidedBy }),
    comment,
  };
}
