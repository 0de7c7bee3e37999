import { z } from "zod";
import type { Database } from "../../kernel/database/database.ts";
import type { StoredEvent } from "../../kernel/event-log/event-log.ts";
import { runId } from "../../kernel/identity/ids.ts";
import type { Logger } from "../../kernel/logger.ts";
import { type AirtableCall, addAirtableCalls } from "./store/airtable-calls.ts";

/** The subgraph that calls Airtable appends one for each call. */
export const airtableCalled = "airtable.called";

/** What is counted of it; the rest of its data is for people who read the log. */
const called = z.object({ baseId: z.string().max(100).nullable(), runId: runId.nullable() });

/**
 * Adds a batch of `airtable.called` events to the counts, in the consumer's transaction: an event counts once. One
 * that can't be read is logged and left out, since it would otherwise hold up all that come after it.
 */
export async function countAirtableCalls(
  { logger }: { logger: Logger },
  transaction: Database,
  batch: readonly StoredEvent[],
): Promise<void> {
  const calls: AirtableCall[] = [];
  for (const { tenantId, stream, sequence, at, data } of batch) {
    const parsed = called.safeParse(data);
    if (parsed.success) {
      calls.push({ tenantId, at, ...parsed.data });
    } else {
      const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
      logger.warn({ tenantId, stream, sequence, problems }, "left out a malformed event");
    }
  }
  await addAirtableCalls(transaction, calls);
}
