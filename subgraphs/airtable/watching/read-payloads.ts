import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import { appendSchemaChanges } from "../schema-changes/schema-stream.ts";
import { advanceCursor } from "../store/watches.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import type { AirtableClient } from "../upstream/airtable-client.ts";
import type { PayloadsAnswer } from "../upstream/answers.ts";
import { changesMissed, recordEvents, recordStream, schemaChanges } from "./change-events.ts";
import type { Watch, WatchedWebhook } from "./watch.ts";

/**
 * Turns all payloads of a webhook that have not been read yet into events.
 * @returns "ended" when the webhook told that it has turned itself off; "not found" when Airtable knows no such webhook,
 * or lets us read it no longer; "overtaken" when another process is at it
 */
export async function readPayloads(
  { db, client }: { db: Database; client: AirtableClient },
  access: AirtableAccess,
  watch: Watch,
  webhook: WatchedWebhook,
): Promise<"all read" | "ended" | "not found" | "overtaken"> {
  const address = { baseId: watch.baseId, webhookId: webhook.id };
  for (let { cursor } = webhook; ; ) {
    let answer: PayloadsAnswer;
    try {
      answer = await client.listPayloads(access, address, cursor);
    } catch (error) {
      if (error instanceof AirgraphError && error.code === "NOT_FOUND") return "not found";
      throw error;
    }
    if (answer.cursor === cursor) return "all read";
    const kept = await keepPayloads(db, watch, { ...webhook, cursor }, answer);
    if (!kept) return "overtaken";
    if (answer.payloads.some(({ error }) => error)) return "ended";
    if (!answer.mightHaveMore) return "all read";
    cursor = answer.cursor;
  }
}

/** Events and cursor in one transaction, from where the cursor was: each payload is told once, whoever reads it. */
async function keepPayloads(
  db: Database,
  { id, tenantId, baseId }: Watch,
  webhook: WatchedWebhook,
  { payloads, cursor }: PayloadsAnswer,
): Promise<boolean> {
  return db.transaction(async (transaction) => {
    if (!(await advanceCursor(transaction, id, webhook, cursor))) return false;
    // Before the records: who hears of a record's change already sees the schema that it was made under.
    await appendSchemaChanges(transaction, tenantId, baseId, payloads.flatMap(schemaChanges));
    // Airtable throws payloads away after a week, and goes on with the oldest that is left.
    const skipped = cursor > webhook.cursor + payloads.length ? [changesMissed(baseId)] : [];
    const events = [...skipped, ...payloads.flatMap((payload) => recordEvents(baseId, payload))];
    if (events.length > 0) await appendEvents(transaction, tenantId, recordStream(baseId), events);
    return true;
  });
}
