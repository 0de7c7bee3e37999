import { sql } from "drizzle-orm";
import { customType, index, integer, pgSchema, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

export const fileSchema = pgSchema("file");

export const files = fileSchema.table(
  "file",
  {
    id: uuid("id").primaryKey(),
    tenantId: uuid("tenant_id").notNull(),
    name: text("name").notNull(),
    contentType: text("content_type").notNull(),
    /** In bytes. */
    size: integer("size").notNull(),
    /** Of the content, in hexadecimal. */
    sha256: text("sha256").notNull(),
    /** Postgres keeps it outside the row and reads it only where it is selected. */
    content: bytea("content").notNull(),
    /** Null for what a machine made. */
    createdBy: uuid("created_by"),
    /** The run that made it. */
    runId: uuid("run_id"),
    /** Global id of the record that it belongs to, `app…/tbl…/rec…`. */
    recordId: text("record_id"),
    idempotencyKey: text("idempotency_key"),
    /** In milliseconds, like the cursors of pages. */
    createdAt: timestamp("created_at", { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [
    unique("file_idempotency_key").on(table.tenantId, table.idempotencyKey),
    index("file_of_tenant").on(table.tenantId, table.createdAt, table.id),
    index("file_of_run")
      .on(table.tenantId, table.runId, table.createdAt, table.id)
      .where(sql`${table.runId} is not null`),
    index("file_of_record")
      .on(table.tenantId, table.recordId, table.createdAt, table.id)
      .where(sql`${table.recordId} is not null`),
  ],
);
