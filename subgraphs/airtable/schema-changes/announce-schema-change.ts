import type { Act, Audit } from "../../../kernel/audit-log/audit.ts";
import type { AuditAction } from "../../../kernel/audit-log/audit-action.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Caches } from "../caches.ts";
import type { BaseId } from "../ids.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import { appendSchemaChanges, type SchemaChange } from "./schema-stream.ts";

export interface SchemaChangeParts {
  readonly caches: Caches;
  readonly db: Database;
  readonly audit: Audit;
  readonly logger: Logger;
}

/** What the audit log calls each change that can be made through us. */
const actions = {
  BASE_CREATED: "base.created",
  BASE_DELETED: "base.deleted",
  TABLE_CREATED: "table.created",
  TABLE_CHANGED: "table.updated",
  FIELD_CREATED: "field.created",
  FIELD_CHANGED: "field.updated",
} as const satisfies Partial<Record<SchemaChange["kind"], AuditAction>>;

type OwnSchemaChange = Omit<SchemaChange, "kind"> & {
  readonly kind: keyof typeof actions;
  readonly baseId: BaseId;
};

/**
 * Makes a change of a schema visible: here at once, in other processes when they hear of it, in the audit log. A failure
 * to tell is logged only: the change has taken effect already, and what other processes remember expires.
 */
export async function announceSchemaChange(
  { caches, db, audit, logger }: SchemaChangeParts,
  { tenantId, cacheKey, requestId }: AirtableAccess,
  { baseId, ...change }: OwnSchemaChange,
): Promise<void> {
  caches.bases.forget((key) => key === cacheKey);
  caches.forgetSchemas(baseId);
  try {
    await db.transaction(async (transaction) => {
      await appendSchemaChanges(transaction, tenantId, baseId, [change]);
      await audit(transaction, {
        action: actions[change.kind],
        target: targetOf({ baseId, ...change }),
        result: "SUCCEEDED",
      });
    });
  } catch (err) {
    logger.error(
      { err, requestId, baseId, change },
      "could not tell others, and the audit log, of a change of a schema",
    );
  }
}

function targetOf({ baseId, tableId, fieldId }: OwnSchemaChange): NonNullable<Act["target"]> {
  const kind = fieldId !== undefined ? "field" : tableId !== undefined ? "table" : "base";
  return { kind, id: [baseId, tableId, fieldId].filter((id) => id !== undefined).join("/") };
}
