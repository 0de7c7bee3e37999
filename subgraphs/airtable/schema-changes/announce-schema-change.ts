import type { Database } from "../../../kernel/database/database.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Caches } from "../caches.ts";
import type { BaseId } from "../ids.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import { appendSchemaChanges, type SchemaChange } from "./schema-stream.ts";

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
  { baseId, ...change }: SchemaChange & { readonly baseId: BaseId },
): Promise<void> {
  caches.bases.forget((key) => key === cacheKey);
  caches.forgetSchemas(baseId);
  try {
    await db.transaction(async (transaction) => appendSchemaChanges(transaction, tenantId, baseId, [change]));
  } catch (err) {
    logger.error({ err, requestId, baseId, change }, "could not tell others of a change of a schema");
  }
}
