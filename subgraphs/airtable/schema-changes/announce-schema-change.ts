import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Caches } from "../caches.ts";
import type { BaseId, FieldId, TableId } from "../ids.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";

/** Stream of a tenant's event log that tells every process what it remembers wrongly. */
export const schemaStream = "airtable-schema";

export interface SchemaChange {
  readonly kind: "baseCreated" | "baseDeleted" | "tableCreated" | "tableUpdated" | "fieldCreated" | "fieldUpdated";
  readonly baseId: BaseId;
  readonly tableId?: TableId;
  readonly fieldId?: FieldId;
}

export interface SchemaChangeParts {
  readonly caches: Caches;
  readonly db: Database;
  readonly logger: Logger;
}

/**
 * Makes a change of a schema visible: here at once, in other processes when they hear of it. A failure to tell them is
 * logged only: the change has taken effect already, and what they remember expires.
 */
export async function announceSchemaChange(
  { caches, db, logger }: SchemaChangeParts,
  { tenantId, cacheKey, requestId }: AirtableAccess,
  change: SchemaChange,
): Promise<void> {
  caches.bases.forget(cacheKey);
  caches.tables.forget(`${cacheKey} ${change.baseId}`);
  try {
    await db.transaction(async (transaction) => {
      await appendEvents(transaction, tenantId, schemaStream, [{ type: "airtable.schemaChanged", data: change }]);
    });
  } catch (err) {
    logger.error({ err, requestId, change }, "could not tell others of a change of a schema");
  }
}
