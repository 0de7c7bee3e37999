import {
  bigint,
  doublePrecision,
  index,
  integer,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";

export const analyticsSchema = pgSchema("analytics");

export const activityKinds = ["CREATED", "UPDATED", "DELETED"] as const;

/**
 * What happened to each record, without what was changed of it: who may know that is not known here. The key is also the
 * order in which a record's list is read, backwards.
 */
export const recordActivity = analyticsSchema.table(
  "record_activity",
  {
    tenantId: uuid("tenant_id").notNull(),
    /** Global: base, table and record. */
    recordId: text("record_id").notNull(),
    /** When it happened, as Airtable tells it. */
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
    /** Made of the event that told of it, so that the same event comes to the same row, and later ones stand behind it. */
    id: uuid("id").notNull(),
    kind: text("kind", { enum: activityKinds }).notNull(),
    /** In Airtable's words. */
    source: text("source"),
    /** Null when it was no person. */
    actorId: text("actor_id"),
    actorEmail: text("actor_email"),
    actorName: text("actor_name"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.recordId, table.at, table.id] }),
    // What is to be forgotten is looked for among all tenants.
    index("record_activity_by_time").on(table.at),
  ],
);

export const operationKinds = ["query", "mutation", "subscription"] as const;

/** One row for each GraphQL operation that the router has finished. */
export const operations = analyticsSchema.table(
  "operation",
  {
    tenantId: uuid("tenant_id").notNull(),
    /** Given by the router; a report that comes twice is stored once. */
    operationId: text("operation_id").notNull(),
    /** Null for a machine. */
    userId: uuid("user_id"),
    /** As the client named it, if it did. */
    name: text("name"),
    kind: text("kind", { enum: operationKinds }).notNull(),
    /** How many errors the answer told of. */
    errors: integer("errors").notNull(),
    durationMs: doublePrecision("duration_ms").notNull(),
    endedAt: timestamp("ended_at", { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.operationId] }),
    index("operation_of_tenant").on(table.tenantId, table.endedAt),
  ],
);

/** Calls to Airtable in each hour of the clock. The calls themselves are in the event log. */
export const hourlyCalls = analyticsSchema.table(
  "airtable_calls_by_hour",
  {
    tenantId: uuid("tenant_id").notNull(),
    /** The hour's beginning. */
    hour: timestamp("hour", { withTimezone: true, precision: 3 }).notNull(),
    /** Null for calls that concern no single base, for example listing the bases. */
    baseId: text("base_id"),
    calls: bigint("calls", { mode: "number" }).notNull(),
  },
  (table) => [unique("airtable_calls_of_hour").on(table.tenantId, table.hour, table.baseId).nullsNotDistinct()],
);

/** Calls to Airtable that each run has made so far. */
export const runCalls = analyticsSchema.table(
  "airtable_calls_by_run",
  {
    tenantId: uuid("tenant_id").notNull(),
    runId: uuid("run_id").notNull(),
    calls: bigint("calls", { mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.runId] })],
);
