import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { jsonb } from "../../../kernel/database/jsonb.ts";
import type { Definition } from "../definitions/definition.ts";
import type { SagaDefinition } from "../sagas/saga-definition.ts";

export const workflowSchema = pgSchema("workflow");

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const starterKinds = ["person", "machine"] as const;

/** In whose name something acts: a person, or an API key. */
const starter = () => ({
  startedByKind: text("started_by_kind", { enum: starterKinds }).notNull().default("person"),
  /** Id of the person or of the API key. */
  startedBy: uuid("started_by").notNull(),
});

/**
 * How the engine carries out a run or a saga, in turns: a turn begins when the engine takes up one of its tickets, and ends
 * when nothing is left to be done but to wait. Only the turn whose number is in the row may change anything.
 */
const turns = () => ({
  /** Number of the turn that began last. */
  turn: integer("turn").notNull().default(0),
  /** The engine's id of the turn that is under way; null between turns. */
  heldBy: text("held_by"),
});

/** A tenant's workflows. */
export const workflows = workflowSchema.table(
  "workflow",
  {
    tenantId: uuid("tenant_id").notNull(),
    id: uuid("id").notNull(),
    /** By which runs are started, unique in the tenant. */
    name: text("name").notNull(),
    /** As it was saved last, whether it is fit to be published or not. */
    draft: jsonb("draft").notNull(),
    /** Counts the drafts, so that two people do not overwrite each other unseen. */
    draftRevision: integer("draft_revision").notNull().default(1),
    /** The version that runs start with; null before the first was published. */
    publishedVersion: integer("published_version"),
    /** Whether its triggers fire. */
    enabled: boolean("enabled").notNull().default(true),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    archivedAt: instant("archived_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("workflow_name").on(table.tenantId, table.name).where(sql`${table.archivedAt} is null`),
    index("workflow_of_tenant").on(table.tenantId, table.createdAt, table.id),
  ],
);

/** What was published. Never changed. */
export const versions = workflowSchema.table(
  "version",
  {
    tenantId: uuid("tenant_id").notNull(),
    workflowId: uuid("workflow_id").notNull(),
    version: integer("version").notNull(),
    definition: jsonb("definition").$type<Definition>().notNull(),
    /** In whose name its triggers start runs. */
    publishedByKind: text("published_by_kind", { enum: starterKinds }).notNull(),
    publishedBy: uuid("published_by").notNull(),
    publishedAt: instant("published_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.workflowId, table.version] }),
    foreignKey({
      columns: [table.tenantId, table.workflowId],
      foreignColumns: [workflows.tenantId, workflows.id],
    }).onDelete("cascade"),
  ],
);

export const runStatuses = [
  "QUEUED",
  "RUNNING",
  "WAITING",
  "PAUSED",
  "CANCELLING",
  "SUCCEEDED",
  "FAILED",
  "CANCELLED",
] as const;
export const triggerKinds = [
  "manual",
  "cron",
  "record",
  "fileCreated",
  "webhook",
  "runEnded",
  "usage",
  "workflow",
] as const;

/** What people see of a run. The engine keeps its own books (schema `dbos`) of the turns. */
export const runs = workflowSchema.table(
  "run",
  {
    tenantId: uuid("tenant_id").notNull(),
    id: uuid("id").notNull(),
    workflowId: uuid("workflow_id").notNull(),
    workflowName: text("workflow_name").notNull(),
    version: integer("version").notNull(),
    input: jsonb("input").notNull(),
    /** What started it, and what that brought. */
    triggerKind: text("trigger_kind", { enum: triggerKinds }).notNull().default("manual"),
    trigger: jsonb("trigger").notNull().default({}),
    /** The record that it is about: the first of its inputs that is one. */
    recordId: text("record_id"),
    status: text("status", { enum: runStatuses }).notNull(),
    output: jsonb("output"),
    /** Id of the output, where it is too large for this row. */
    outputId: text("output_id"),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    ...starter(),
    ...turns(),
    /** The run and its step that started this one, and may wait for its end. */
    parentRunId: uuid("parent_run_id"),
    parentPath: text("parent_path"),
    /** The run whose input this one was started with again. */
    replayOf: uuid("replay_of"),
    /** How often it was tried again after it had failed. */
    generation: integer("generation").notNull().default(0),
    idempotencyKey: text("idempotency_key"),
    /** While it has not ended, a start with the same key answers with it. */
    deduplicationKey: text("deduplication_key"),
    priority: integer("priority").notNull().default(100),
    /** When the engine was given its first ticket; null while its workflow's concurrency or rate hold it back. */
    admittedAt: instant("admitted_at"),
    pauseRequested: boolean("pause_requested").notNull().default(false),
    /** Why it is to be cancelled, once somebody wants it. */
    cancelReason: text("cancel_reason"),
    deadlineAt: instant("deadline_at"),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique("run_idempotency_key").on(table.tenantId, table.idempotencyKey),
    uniqueIndex("run_deduplication_key")
      .on(table.tenantId, table.workflowId, table.deduplicationKey)
      .where(sql`${table.endedAt} is null`),
    index("run_of_tenant").on(table.tenantId, table.createdAt, table.id),
    index("run_of_record").on(table.tenantId, table.recordId, table.createdAt, table.id),
    index("run_of_workflow").on(table.tenantId, table.workflowId, table.createdAt, table.id),
    index("run_under_way")
      .on(table.tenantId, table.workflowId, table.priority, table.createdAt)
      .where(sql`${table.endedAt} is null`),
    index("run_admitted").on(table.tenantId, table.workflowId, table.admittedAt),
    index("run_ended").on(table.endedAt).where(sql`${table.endedAt} is not null`),
  ],
);

export const stepStatuses = ["RUNNING", "WAITING", "SUCCEEDED", "FAILED", "SKIPPED"] as const;

/**
 * The journal of a run: each step that was reached, once for each item of a forEach. What succeeded is not done again, in
 * whatever turn, and by whatever process.
 */
export const steps = workflowSchema.table(
  "step",
  {
    tenantId: uuid("tenant_id").notNull(),
    runId: uuid("run_id").notNull(),
    /** Its id, behind those of the items it is inside of: `notify`, `each[12].update`. */
    path: text("path").notNull(),
    /** The path's part before the last dot, by which the steps of an item are found; empty outside of a forEach. */
    scope: text("scope").notNull(),
    kind: text("kind").notNull(),
    /** From 0, in the order in which steps were reached. */
    position: integer("position").notNull(),
    status: text("status", { enum: stepStatuses }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** What it was told, templates worked out; secrets are not in it. */
    input: jsonb("input"),
    output: jsonb("output"),
    /** Ids of the values that were too large for `input` and `output`, which are null then. */
    inputId: text("input_id"),
    outputId: text("output_id"),
    /** Attempts that failed, oldest first. */
    failures: jsonb("failures").notNull().default([]),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.runId, table.path] }),
    index("step_in_order").on(table.tenantId, table.runId, table.position),
    index("step_of_scope").on(table.tenantId, table.runId, table.scope),
    foreignKey({ columns: [table.tenantId, table.runId], foreignColumns: [runs.tenantId, runs.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** Inputs and outputs of steps that are too large for rows that are read all the time. */
export const values = workflowSchema.table(
  "value",
  {
    tenantId: uuid("tenant_id").notNull(),
    runId: uuid("run_id").notNull(),
    /** SHA-256 of the value. */
    id: text("id").notNull(),
    value: jsonb("value").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.runId, table.id] }),
    foreignKey({ columns: [table.tenantId, table.runId], foreignColumns: [runs.tenantId, runs.id] }).onDelete(
      "cascade",
    ),
  ],
);

export const waitKinds = ["time", "event", "approval", "run", "saga"] as const;

/** What steps wait for. A wait is settled once, and by that its run is woken. */
export const waits = workflowSchema.table(
  "wait",
  {
    tenantId: uuid("tenant_id").notNull(),
    runId: uuid("run_id").notNull(),
    path: text("path").notNull(),
    kind: text("kind", { enum: waitKinds }).notNull(),
    /** What it is found by when it comes about: an event's name and key, another run's or a saga's id. */
    topic: text("topic").notNull().default(""),
    /** When waiting is over in any case. */
    dueAt: instant("due_at"),
    settledAt: instant("settled_at"),
    /** What came about; null when time ran out. */
    outcome: jsonb("outcome"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.runId, table.path] }),
    index("wait_topic").on(table.tenantId, table.kind, table.topic).where(sql`${table.settledAt} is null`),
    foreignKey({ columns: [table.tenantId, table.runId], foreignColumns: [runs.tenantId, runs.id] }).onDelete(
      "cascade",
    ),
  ],
);

export const approvalStatuses = ["PENDING", "APPROVED", "REJECTED", "EXPIRED", "WITHDRAWN"] as const;

/** What people are asked. */
export const approvals = workflowSchema.table(
  "approval",
  {
    tenantId: uuid("tenant_id").notNull(),
    id: uuid("id").notNull(),
    runId: uuid("run_id").notNull(),
    path: text("path").notNull(),
    title: text("title").notNull(),
    description: text("description"),
    /** Of `{userId}`, `{email}`, `{roleId}`; with those it was escalated to. */
    assignees: jsonb("assignees").notNull(),
    escalateTo: jsonb("escalate_to"),
    escalatedAt: instant("escalated_at"),
    status: text("status", { enum: approvalStatuses }).notNull(),
    deadlineAt: instant("deadline_at"),
    createdAt: instant("created_at").notNull(),
    decidedAt: instant("decided_at"),
    decidedByKind: text("decided_by_kind", { enum: starterKinds }),
    decidedBy: uuid("decided_by"),
    comment: text("comment"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique("approval_of_step").on(table.tenantId, table.runId, table.path),
    index("approval_pending").on(table.tenantId, table.createdAt, table.id).where(sql`${table.status} = 'PENDING'`),
    foreignKey({ columns: [table.tenantId, table.runId], foreignColumns: [runs.tenantId, runs.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** Triggers of the published versions of enabled workflows: made when a version is published, dropped when it is replaced. */
export const triggers = workflowSchema.table(
  "trigger",
  {
    tenantId: uuid("tenant_id").notNull(),
    workflowId: uuid("workflow_id").notNull(),
    /** The trigger's id in the definition. */
    id: text("id").notNull(),
    kind: text("kind", { enum: triggerKinds }).notNull(),
    /** What events are matched by: a base's id, another workflow's name, a webhook's token. */
    topic: text("topic").notNull().default(""),
    /** Cron: when it fires next. Records and usage: when it is looked after next. */
    nextAt: instant("next_at"),
    /** How far it has come in what it follows. */
    cursor: text("cursor"),
    /** When it started a run last. */
    firedAt: instant("fired_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.workflowId, table.id] }),
    index("trigger_topic").on(table.kind, table.topic),
    index("trigger_due").on(table.nextAt).where(sql`${table.nextAt} is not null`),
    foreignKey({
      columns: [table.tenantId, table.workflowId],
      foreignColumns: [workflows.tenantId, workflows.id],
    }).onDelete("cascade"),
  ],
);

/** What happened that triggers are to fire for, once for each of them; gone when runs have been started of it. */
export const firings = workflowSchema.table(
  "firing",
  {
    tenantId: uuid("tenant_id").notNull(),
    workflowId: uuid("workflow_id").notNull(),
    triggerId: text("trigger_id").notNull(),
    kind: text("kind", { enum: triggerKinds }).notNull(),
    /** What happened, so that it is not told twice: an instant, a place in the event log. */
    key: text("key").notNull(),
    /** What it says of itself; no cells, which are read in the name of whom the run is to act for. */
    happening: jsonb("happening").notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** Not before this. Whoever takes it up puts it off, and so leaves it to others if they die. */
    dueAt: instant("due_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.workflowId, table.triggerId, table.key] }),
    index("firing_due").on(table.dueAt),
    // Each tenant's apart, so that none with thousands keeps others waiting.
    index("firing_of_tenant").on(table.tenantId, table.dueAt),
    foreignKey({
      columns: [table.tenantId, table.workflowId],
      foreignColumns: [workflows.tenantId, workflows.id],
    }).onDelete("cascade"),
  ],
);

/** Records that match what a trigger waits for already, so that it does not fire for them again. */
export const matchingRecords = workflowSchema.table(
  "matching_record",
  {
    tenantId: uuid("tenant_id").notNull(),
    workflowId: uuid("workflow_id").notNull(),
    triggerId: text("trigger_id").notNull(),
    /** Its global id. */
    recordId: text("record_id").notNull(),
    /** Key of the firing in which it came to match, which may be carried out again. */
    since: text("since").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.workflowId, table.triggerId, table.recordId] }),
    foreignKey({
      columns: [table.tenantId, table.workflowId],
      foreignColumns: [workflows.tenantId, workflows.id],
    }).onDelete("cascade"),
  ],
);

/** What definitions refer to by `secrets.<name>`. */
export const secrets = workflowSchema.table(
  "secret",
  {
    tenantId: uuid("tenant_id").notNull(),
    /** Unique over all tenants: what the value is sealed for. */
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    sealed: text("sealed").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.name] }), unique("secret_id").on(table.id)],
);

export const sagaStatuses = ["QUEUED", "RUNNING", "COMPENSATING", "COMPLETED", "COMPENSATED", "STUCK"] as const;

/** Writes that all happen or are all undone. */
export const sagas = workflowSchema.table(
  "saga",
  {
    tenantId: uuid("tenant_id").notNull(),
    id: uuid("id").notNull(),
    name: text("name"),
    definition: jsonb("definition").$type<SagaDefinition>().notNull(),
    /** What its templates may refer to beside outputs of its own steps. */
    context: jsonb("context").notNull().default({}),
    status: text("status", { enum: sagaStatuses }).notNull(),
    /** Why it is undone. */
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    ...starter(),
    ...turns(),
    /** The run and its step that wait for this saga's end. */
    runId: uuid("run_id"),
    runPath: text("run_path"),
    idempotencyKey: text("idempotency_key"),
    cancelReason: text("cancel_reason"),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique("saga_idempotency_key").on(table.tenantId, table.idempotencyKey),
    index("saga_of_tenant").on(table.tenantId, table.createdAt, table.id),
    // For chores, which look each minute.
    index("saga_under_way").on(table.tenantId, table.id).where(sql`${table.endedAt} is null`),
    index("saga_ended").on(table.endedAt).where(sql`${table.endedAt} is not null`),
  ],
);

export const sagaStepStatuses = [
  "DOING",
  "DONE",
  /** It had no effect for sure. */
  "FAILED",
  "UNDOING",
  "UNDONE",
  /** Its effect stays: it can't be undone, or a person has said so. */
  "LEFT",
  "STUCK",
] as const;

/** The journal of a saga. A step is on it before it is done, so that what may have happened is undone. */
export const sagaSteps = workflowSchema.table(
  "saga_step",
  {
    tenantId: uuid("tenant_id").notNull(),
    sagaId: uuid("saga_id").notNull(),
    id: text("id").notNull(),
    position: integer("position").notNull(),
    status: text("status", { enum: sagaStepStatuses }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    undoAttempts: integer("undo_attempts").notNull().default(0),
    input: jsonb("input"),
    /** What was there before: cells of records that are changed or deleted. */
    before: jsonb("before"),
    output: jsonb("output"),
    /** Attempts of doing and undoing it that failed, oldest first. */
    failures: jsonb("failures").notNull().default([]),
    /** What has been undone, and what could not be, as far as undoing has come. */
    undone: jsonb("undone"),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    startedAt: instant("started_at").notNull(),
    /** When it was attempted last to do it. */
    attemptedAt: instant("attempted_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.sagaId, table.id] }),
    foreignKey({ columns: [table.tenantId, table.sagaId], foreignColumns: [sagas.tenantId, sagas.id] }).onDelete(
      "cascade",
    ),
  ],
);
