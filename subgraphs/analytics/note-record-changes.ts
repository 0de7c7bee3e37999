import { z } from "zod";
import type { Database } from "../../kernel/database/database.ts";
import type { StoredEvent } from "../../kernel/event-log/event-log.ts";
import type { Logger } from "../../kernel/logger.ts";
import { deletedAmong } from "../../kernel/tenants/deleted-tenants.ts";
import { addActivity, type NewActivity } from "./store/record-activity.ts";
import { activityKinds } from "./store/tables.ts";

/** The subgraph that watches bases appends one for what happened at once to up to a hundred records. */
export const recordsChanged = "airtable.recordsChanged";

/** A place in an event is told by three hexadecimal digits. */
const mostChanges = 0x1000;

const airtableId = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[0-9A-Za-z]{14}$`));

/** Which fields were changed is left out: nobody can say here who may know of them. */
const changed = z.object({
  baseId: airtableId("app"),
  at: z.iso.datetime().transform((text) => new Date(text)),
  source: z.string().nullable(),
  actor: z.object({ id: z.string(), email: z.string().nullable(), name: z.string().nullable() }).nullable(),
  changes: z
    .array(z.object({ kind: z.enum(activityKinds), tableId: airtableId("tbl"), recordId: airtableId("rec") }))
    .max(mostChanges),
});

/**
 * Adds a batch of `airtable.recordsChanged` events to the activity of the records. What is read again changes nothing. An
 * event that can't be read is logged and left out, since it would otherwise hold up all that come after it.
 */
export async function noteRecordChanges(
  { logger }: { logger: Logger },
  transaction: Database,
  batch: readonly StoredEvent[],
): Promise<void> {
  // This may be so far behind that a tenant has been forgotten before.
  const gone = await deletedAmong(transaction, [...new Set(batch.map(({ tenantId }) => tenantId))]);
  const happened: NewActivity[] = [];
  for (const event of batch) {
    const { tenantId, stream, sequence, data } = event;
    if (gone.has(tenantId)) continue;
    const parsed = changed.safeParse(data);
    if (parsed.success) {
      happened.push(...activityOf(event, parsed.data));
    } else {
      const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
      logger.warn({ tenantId, stream, sequence, problems }, "left out a malformed event");
    }
  }
  await addActivity(transaction, happened);
}

function activityOf({ tenantId, sequence }: StoredEvent, told: z.infer<typeof changed>): NewActivity[] {
  const { baseId, at, source, actor, changes } = told;
  return changes.map(({ kind, tableId, recordId }, index) => ({
    tenantId,
    recordId: `${baseId}/${tableId}/${recordId}`,
    createdAt: at,
    id: idOf(sequence, index),
    kind,
    source,
    actor,
  }));
}

/** An UUID (version 8) that sorts as the events of a base do, and among them as the changes that one of them tells. */
function idOf(sequence: number, index: number): string {
  const behind = sequence.toString(16).padStart(12, "0");
  return `${behind.slice(0, 8)}-${behind.slice(8)}-8${index.toString(16).padStart(3, "0")}-8000-000000000000`;
}
