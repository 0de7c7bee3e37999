import type { Database } from "../../../kernel/database/database.ts";
import { lastSequence } from "../../../kernel/event-log/event-log.ts";
import { followEvents } from "../../../kernel/event-log/follow-events.ts";
import type { Listener } from "../../../kernel/event-log/listener.ts";
import { filterStream, type MappedStream, mapStream } from "../../../kernel/executor/map-stream.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { persistently } from "../engine/persistently.ts";
import { approvalEvent, approvalStream, findApproval, type StoredApproval } from "../store/approvals.ts";
import { parseSequence } from "../stream-cursor.ts";
import { isAsked } from "./decide-approval.ts";

/** One change as subscribers get it. */
export interface ApprovalChange {
  readonly cursor: string;
  readonly kind: "ASKED" | "ESCALATED" | "DECIDED" | "EXPIRED" | "WITHDRAWN";
  readonly at: Date;
  /** As it is when the change is told. */
  readonly approval: StoredApproval;
}

/**
 * What becomes of the approvals that somebody is asked for, after a cursor or from now on.
 * @throws AirgraphError BAD_USER_INPUT for a malformed cursor
 */
export async function followApprovals(
  { db, listener }: { db: Database; listener: Listener },
  actor: Actor,
  after: string | null,
): Promise<MappedStream<ApprovalChange>> {
  const { tenantId } = actor;
  const last = await lastSequence(db, tenantId, approvalStream);
  const sequence = after === null ? last : parseSequence(after, last);
  const events = followEvents({ db, listener }, tenantId, { stream: approvalStream, after: sequence });
  const changes = mapStream(events, async (event) => {
    const { kind, approvalId } = approvalEvent.parse(event.data);
    const approval = await persistently(() => findApproval(db, tenantId, approvalId));
    return approval && { cursor: String(event.sequence), kind, at: event.at, approval };
  });
  const mine = filterStream(changes, (change) => change !== undefined && isAsked(actor, change.approval));
  return { ...(mine as MappedStream<ApprovalChange>), startCursor: String(sequence) };
}
