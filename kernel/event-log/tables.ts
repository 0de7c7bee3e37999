import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  customType,
  index,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

/** 64-bit transaction id; read as text because it does not fit a JavaScript number. */
const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

export const eventsSchema = pgSchema("events");

/** The last sequence number of each stream. Its row lock makes writers of one stream queue, so sequences have no gaps. */
export const streams = eventsSchema.table(
  "stream",
  {
    tenantId: uuid("tenant_id").notNull(),
    name: text("name").notNull(),
    lastSequence: bigint("last_sequence", { mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.name] })],
);

/**
 * Append only. `(transaction, position)` orders events of all streams for consumers: `position` alone does not, because
 * a transaction that took a lower one may commit later, and a consumer that had moved on would never see it.
 */
export const events = eventsSchema.table(
  "event",
  {
    tenantId: uuid("tenant_id").notNull(),
    stream: text("stream").notNull(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    type: text("type").notNull(),
    data: jsonb("data").notNull(),
    at: timestamp("at", { withTimezone: true }).notNull().defaultNow(),
    transaction: xid8("transaction").notNull().default(sql`pg_current_xact_id()`),
    position: bigserial("position", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.stream, table.sequence] }),
    // By type first: a consumer of rare events would otherwise read all others behind its position, each time it looks.
    index("event_of_type").on(table.type, table.transaction, table.position),
    // One tenant's events across its streams.
    index("event_of_tenant").on(table.tenantId, table.transaction, table.position),
    // What a tenant's audit log is searched by: what happens rarely would otherwise be looked for among all that happened.
    index("audit_by_action")
      .on(table.tenantId, sql`(${table.data}->>'action')`, table.sequence)
      .where(sql`${table.stream} = 'audit'`),
    index("audit_by_actor")
      .on(table.tenantId, sql`(${table.data}->'actor')`, table.sequence)
      .where(sql`${table.stream} = 'audit'`),
    index("audit_by_time").on(table.tenantId, table.at, table.sequence).where(sql`${table.stream} = 'audit'`),
  ],
);

/** How far each named consumer has come. Moved in the same transaction as what the consumer writes. */
export const consumers = eventsSchema.table("consumer", {
  name: text("name").primaryKey(),
  transaction: xid8("transaction").notNull(),
  position: bigint("position", { mode: "number" }).notNull(),
});
