import type { Database } from "../../../../kernel/database/database.ts";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { lastSequence } from "../../../../kernel/event-log/event-log.ts";
import { followEvents } from "../../../../kernel/event-log/follow-events.ts";
import type { Listener } from "../../../../kernel/event-log/listener.ts";
import { flatMapStream, type MappedStream } from "../../../../kernel/executor/map-stream.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import { findChange, type StoredGraphChange } from "../../store/graph-changes.ts";
import { graphStream, reportedChange } from "./graph-events.ts";

interface Report {
  readonly cursor: string;
  readonly change: StoredGraphChange;
}

/**
 * Changes that break clients, as they are reported after a cursor, or from now on.
 * @throws AirgraphError BAD_USER_INPUT for what is no cursor
 */
export async function followReports(
  { db, listener }: { db: Database; listener: Listener },
  tenantId: TenantId,
  after: string | undefined,
): Promise<MappedStream<Report>> {
  const last = await lastSequence(db, tenantId, graphStream);
  const start = after === undefined ? last : Number(after);
  if (!Number.isInteger(start) || start < 0 || start > last || String(start) !== (after ?? String(start)))
    throw new AirgraphError("BAD_USER_INPUT", "after is not a cursor of this subscription.", { field: "after" });
  const events = followEvents({ db, listener }, tenantId, { stream: graphStream, after: start });
  const reports = flatMapStream(events, async (event): Promise<Report[]> => {
    const id = reportedChange(event);
    const change = id && (await findChange(db, tenantId, id));
    return change === undefined ? [] : [{ cursor: String(event.sequence), change }];
  });
  return { ...reports, startCursor: String(start) };
}
