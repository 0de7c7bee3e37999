import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { Listener } from "../../../kernel/event-log/listener.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { Caches } from "../caches.ts";
import { type BaseId, baseId, type FieldId, type TableId } from "../ids.ts";

/** A change of what a base consists of, by whomever. */
export interface SchemaChange {
  readonly kind:
    | "BASE_CREATED"
    | "BASE_DELETED"
    | "TABLE_CREATED"
    | "TABLE_CHANGED"
    | "TABLE_DELETED"
    | "FIELD_CREATED"
    | "FIELD_CHANGED"
    | "FIELD_DELETED";
  readonly tableId?: TableId;
  readonly fieldId?: FieldId;
}

/** One stream for each base, so that a NOTIFY alone says whose schema is out of date. */
const streamPrefix = "airtable-schema:";

export function schemaStream(base: BaseId): string {
  return `${streamPrefix}${base}`;
}

export function isSchemaStream(stream: string): boolean {
  return stream.startsWith(streamPrefix);
}

/** Tells of changes of a base's schema; every process forgets what it remembers of it when the transaction commits. */
export async function appendSchemaChanges(
  transaction: Database,
  tenantId: TenantId,
  base: BaseId,
  changes: readonly SchemaChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await appendEvents(
    transaction,
    tenantId,
    schemaStream(base),
    changes.map((change) => ({ type: "airtable.schemaChanged", data: { baseId: base, ...change } })),
  );
}

/**
 * Forgets the schemas of bases that are told to have changed, before anybody who hears of it later can ask for them.
 * @returns ends that
 */
export function forgetChangedSchemas(listener: Listener, caches: Caches): () => void {
  return listener.subscribe((payload) => {
    if (payload === undefined) {
      caches.forgetSchemas("all"); // Some notifications may have been missed.
      return;
    }
    const [, stream = ""] = payload.split(" ");
    if (!stream.startsWith(streamPrefix)) return;
    const base = baseId.safeParse(stream.slice(streamPrefix.length));
    if (base.success) caches.forgetSchemas(base.data);
  });
}
