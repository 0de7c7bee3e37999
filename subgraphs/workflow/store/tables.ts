import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { type Definition, workflowNames } from "../definition.ts";

export const workflowSchema = pgSchema("workflow");

export const runStatuses = ["QUEUED", "RUNNING", "SUCCEEDED", "FAILED"] as const;
export const stepStatuses = ["PENDING", "RUNNING", "SUCCEEDED", "FAILED"] as const;

export const starterKinds = ["person", "machine"] as const;

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** What people see of a run. The engine keeps its own books (schema `dbos`) under the same id. */
export const runs = workflowSchema.table(
  "run",
  {
    tenantId: uuid("tenant_id").notNull(),
    id: uuid("id").notNull(),
    workflow: text("workflow", { enum: workflowNames }).notNull(),
    definition: jsonb("definition").$type<Definition>().notNull(),
    recordId: text("record_id").notNull(),
    status: text("status", { enum: runStatuses }).notNull(),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    startedByKind: text("started_by_kind", { enum: starterKinds }).notNull().default("person"),
    /** Id of the person or of the API key in whose name the run acts. */
    startedBy: uuid("started_by").notNull(),
    idempotencyKey: text("idempotency_key"),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique("run_idempotency_key").on(table.tenantId, table.idempotencyKey),
    index("run_of_tenant").on(table.tenantId, table.createdAt, table.id),
    index("run_of_record").on(table.tenantId, table.recordId, table.createdAt, table.id),
  ],
);

export const steps = workflowSchema.table(
  "step",
  {
    tenantId: uuid("tenant_id").notNull(),
    runId: uuid("run_id").notNull(),
    id: text("id").notNull(),
    /** Its place in the run, from 0. */
    position: integer("position").notNull(),
    status: text("status", { enum: stepStatuses }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    output: jsonb("output"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.runId, table.id] }),
    foreignKey({ columns: [table.tenantId, table.runId], foreignColumns: [runs.tenantId, runs.id] }).onDelete(
      "cascade",
    ),
  ],
);
