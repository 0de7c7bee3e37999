import type { Database } from "../../kernel/database/database.ts";
import { appendEvents } from "../../kernel/event-log/event-log.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { AirtableAccess } from "./upstream/airtable-access.ts";
import type { FinishedCall } from "./upstream/call-airtable.ts";

/** Tells the tenant's event log of a call to Airtable. A failure is logged only: the call has taken effect already. */
export async function recordCall(
  { db, logger }: { db: Database; logger: Logger },
  { tenantId, requestId, runId }: AirtableAccess,
  call: FinishedCall,
): Promise<void> {
  const data = { ...call, requestId, runId };
  try {
    await db.transaction(async (transaction) => {
      await appendEvents(transaction, tenantId, "airtable-calls", [{ type: "airtable.called", data }]);
    });
  } catch (err) {
    logger.error({ err, requestId, operation: call.operation }, "could not record a call to Airtable");
  }
}
