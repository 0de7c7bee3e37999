import { and, eq, inArray } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Database } from "../database/database.ts";
import { type Consumer, consumeEvents } from "../event-log/consume-events.ts";
import { appendEvents } from "../event-log/event-log.ts";
import type { Listener } from "../event-log/listener.ts";
import { events } from "../event-log/tables.ts";
import { type TenantId, tenantId as tenantIdSchema } from "../identity/ids.ts";
import type { Logger } from "../logger.ts";

const stream = "tenant";
const deleted = "tenant.deleted";

/** Tells all parts, in the transaction that deletes a tenant, that there is nothing to be kept of it any more. */
export async function tellTenantDeleted(transaction: Database, tenantId: TenantId): Promise<void> {
  await appendEvents(transaction, tenantId, stream, [{ type: deleted, data: {} }]);
}

/** Those of some tenants that are deleted: of what is still told of them, nothing is to be kept. */
export async function deletedAmong(db: Database, tenantIds: readonly TenantId[]): Promise<ReadonlySet<TenantId>> {
  if (tenantIds.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ tenantId: events.tenantId })
    .from(events)
    .where(and(inArray(events.tenantId, [...tenantIds]), eq(events.stream, stream), eq(events.type, deleted)));
  return new Set(rows.map(({ tenantId }) => tenantIdSchema.parse(tenantId)));
}

/**
 * Has a part forget the tenants that are deleted, each of them for certain.
 * @param options.part names the part among those that do so
 * @param options.tables all that hold something of tenants, in the order in which they can be emptied
 */
export function forgetDeletedTenants(options: {
  readonly part: string;
  readonly db: Database;
  readonly listener: Listener;
  readonly logger: Logger;
  readonly tables: readonly (PgTable & { readonly tenantId: PgColumn })[];
}): Consumer {
  const { part, db, listener, logger, tables } = options;
  return consumeEvents({
    name: `${part}: deleted tenants`,
    types: [deleted],
    db,
    listener,
    logger,
    async handle(transaction, batch) {
      for (const { tenantId } of batch) {
        for (const table of tables) await transaction.delete(table).where(eq(table.tenantId, tenantId));
        logger.info({ tenantId }, "forgot a tenant that was deleted");
      }
    },
  });
}
