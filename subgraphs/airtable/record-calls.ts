import type { Database } from "../../kernel/database/database.ts";
import { appendEvents } from "../../kernel/event-log/event-log.ts";
import type { TenantId } from "../../kernel/identity/ids.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { AirtableAccess } from "./upstream/airtable-access.ts";
import type { FinishedCall } from "./upstream/call-airtable.ts";

/** Tells the tenants' event logs of calls to Airtable. */
export interface CallRecorder {
  record(access: AirtableAccess, call: FinishedCall): void;
  /** Resolves when all that was recorded is stored. */
  stop(): Promise<void>;
}

/** Usage may be told this late, and is lost with a process that is killed: an answer need not wait for it. */
const gatherMs = 100;

/**
 * Gathers calls for a moment, so that a thousand of them take a few transactions and never queue for their tenant's
 * stream. A failure is logged only: the calls have taken effect already.
 */
export function createCallRecorder({ db, logger }: { db: Database; logger: Logger }): CallRecorder {
  let gathered = new Map<TenantId, object[]>();
  let timer: NodeJS.Timeout | undefined;
  let storing = Promise.resolve();

  async function store(): Promise<void> {
    const calls = gathered;
    gathered = new Map();
    timer = undefined;
    for (const [tenantId, ofTenant] of calls) {
      const events = ofTenant.map((data) => ({ type: "airtable.called", data }));
      try {
        await db.transaction(async (transaction) => {
          await appendEvents(transaction, tenantId, "airtable-calls", events);
        });
      } catch (err) {
        logger.error({ err, calls: events.length }, "could not record calls to Airtable");
      }
    }
  }

  return {
    record({ tenantId, requestId, runId }, call) {
      const ofTenant = gathered.get(tenantId) ?? [];
      ofTenant.push({ ...call, requestId, runId });
      gathered.set(tenantId, ofTenant);
      timer ??= setTimeout(() => {
        storing = storing.then(store);
      }, gatherMs);
    },
    async stop() {
      clearTimeout(timer);
      storing = storing.then(store);
      await storing;
    },
  };
}
