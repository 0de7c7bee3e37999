CREATE TABLE "workflow"."approval" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"path" text NOT NULL,
	"title" text NOT NULL,
	"description" text,
	"assignees" jsonb NOT NULL,
	"escalate_to" jsonb,
	"escalated_at" timestamp (3) with time zone,
	"status" text NOT NULL,
	"deadline_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by_kind" text,
	"decided_by" uuid,
	"comment" text,
	CONSTRAINT "approval_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "approval_of_step" UNIQUE("tenant_id","run_id","path")
);
--> statement-breakpoint
CREATE TABLE "workflow"."run" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"workflow_id" uuid NOT NULL,
	"workflow_name" text NOT NULL,
	"version" integer NOT NULL,
	"input" jsonb NOT NULL,
	"trigger_kind" text DEFAULT 'manual' NOT NULL,
	"trigger" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"record_id" text,
	"status" text NOT NULL,
	"output" jsonb,
	"output_id" text,
	"error_code" text,
	"error_message" text,
	"started_by_kind" text DEFAULT 'person' NOT NULL,
	"started_by" uuid NOT NULL,
	"turn" integer DEFAULT 0 NOT NULL,
	"held_by" text,
	"parent_run_id" uuid,
	"parent_path" text,
	"replay_of" uuid,
	"generation" integer DEFAULT 0 NOT NULL,
	"idempotency_key" text,
	"deduplication_key" text,
	"priority" integer DEFAULT 100 NOT NULL,
	"admitted_at" timestamp (3) with time zone,
	"pause_requested" boolean DEFAULT false NOT NULL,
	"cancel_reason" text,
	"deadline_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "run_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "run_idempotency_key" UNIQUE("tenant_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "workflow"."saga_step" (
	"tenant_id" uuid NOT NULL,
	"saga_id" uuid NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"undo_attempts" integer DEFAULT 0 NOT NULL,
	"input" jsonb,
	"before" jsonb,
	"output" jsonb,
	"error_code" text,
	"error_message" text,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "saga_step_tenant_id_saga_id_id_pk" PRIMARY KEY("tenant_id","saga_id","id")
);
--> statement-breakpoint
CREATE TABLE "workflow"."saga" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text,
	"definition" jsonb NOT NULL,
	"context" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text NOT NULL,
	"error_code" text,
	"error_message" text,
	"started_by_kind" text DEFAULT 'person' NOT NULL,
	"started_by" uuid NOT NULL,
	"turn" integer DEFAULT 0 NOT NULL,
	"held_by" text,
	"run_id" uuid,
	"run_path" text,
	"idempotency_key" text,
	"cancel_reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "saga_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "saga_idempotency_key" UNIQUE("tenant_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "workflow"."secret" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"sealed" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "secret_tenant_id_name_pk" PRIMARY KEY("tenant_id","name"),
	CONSTRAINT "secret_id" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "workflow"."step" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"path" text NOT NULL,
	"scope" text NOT NULL,
	"kind" text NOT NULL,
	"position" integer NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"input" jsonb,
	"output" jsonb,
	"input_id" text,
	"output_id" text,
	"failures" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error_code" text,
	"error_message" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "step_tenant_id_run_id_path_pk" PRIMARY KEY("tenant_id","run_id","path")
);
--> statement-breakpoint
CREATE TABLE "workflow"."trigger" (
	"tenant_id" uuid NOT NULL,
	"workflow_id" uuid NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"topic" text DEFAULT '' NOT NULL,
	"next_at" timestamp (3) with time zone,
	"cursor" text,
	CONSTRAINT "trigger_tenant_id_workflow_id_id_pk" PRIMARY KEY("tenant_id","workflow_id","id")
);
--> statement-breakpoint
CREATE TABLE "workflow"."value" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"id" text NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "value_tenant_id_run_id_id_pk" PRIMARY KEY("tenant_id","run_id","id")
);
--> statement-breakpoint
CREATE TABLE "workflow"."version" (
	"tenant_id" uuid NOT NULL,
	"workflow_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"published_by_kind" text NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "version_tenant_id_workflow_id_version_pk" PRIMARY KEY("tenant_id","workflow_id","version")
);
--> statement-breakpoint
CREATE TABLE "workflow"."wait" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"path" text NOT NULL,
	"kind" text NOT NULL,
	"topic" text DEFAULT '' NOT NULL,
	"due_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"outcome" jsonb,
	CONSTRAINT "wait_tenant_id_run_id_path_pk" PRIMARY KEY("tenant_id","run_id","path")
);
--> statement-breakpoint
CREATE TABLE "workflow"."workflow" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"draft" jsonb NOT NULL,
	"draft_revision" integer DEFAULT 1 NOT NULL,
	"published_version" integer,
	"enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"archived_at" timestamp (3) with time zone,
	CONSTRAINT "workflow_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "workflow"."approval" ADD CONSTRAINT "approval_tenant_id_run_id_run_tenant_id_id_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "workflow"."run"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow"."saga_step" ADD CONSTRAINT "saga_step_tenant_id_saga_id_saga_tenant_id_id_fk" FOREIGN KEY ("tenant_id","saga_id") REFERENCES "workflow"."saga"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow"."step" ADD CONSTRAINT "step_tenant_id_run_id_run_tenant_id_id_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "workflow"."run"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow"."trigger" ADD CONSTRAINT "trigger_tenant_id_workflow_id_workflow_tenant_id_id_fk" FOREIGN KEY ("tenant_id","workflow_id") REFERENCES "workflow"."workflow"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow"."value" ADD CONSTRAINT "value_tenant_id_run_id_run_tenant_id_id_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "workflow"."run"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow"."version" ADD CONSTRAINT "version_tenant_id_workflow_id_workflow_tenant_id_id_fk" FOREIGN KEY ("tenant_id","workflow_id") REFERENCES "workflow"."workflow"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow"."wait" ADD CONSTRAINT "wait_tenant_id_run_id_run_tenant_id_id_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "workflow"."run"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_pending" ON "workflow"."approval" USING btree ("tenant_id","created_at","id") WHERE "workflow"."approval"."status" = 'PENDING';--> statement-breakpoint
CREATE UNIQUE INDEX "run_deduplication_key" ON "workflow"."run" USING btree ("tenant_id","workflow_id","deduplication_key") WHERE "workflow"."run"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "run_of_tenant" ON "workflow"."run" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "run_of_record" ON "workflow"."run" USING btree ("tenant_id","record_id","created_at","id");--> statement-breakpoint
CREATE INDEX "run_of_workflow" ON "workflow"."run" USING btree ("tenant_id","workflow_id","created_at","id");--> statement-breakpoint
CREATE INDEX "run_under_way" ON "workflow"."run" USING btree ("tenant_id","workflow_id","priority","created_at") WHERE "workflow"."run"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "run_admitted" ON "workflow"."run" USING btree ("tenant_id","workflow_id","admitted_at");--> statement-breakpoint
CREATE INDEX "run_ended" ON "workflow"."run" USING btree ("ended_at") WHERE "workflow"."run"."ended_at" is not null;--> statement-breakpoint
CREATE INDEX "saga_of_tenant" ON "workflow"."saga" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "step_in_order" ON "workflow"."step" USING btree ("tenant_id","run_id","position");--> statement-breakpoint
CREATE INDEX "step_of_scope" ON "workflow"."step" USING btree ("tenant_id","run_id","scope");--> statement-breakpoint
CREATE INDEX "trigger_topic" ON "workflow"."trigger" USING btree ("kind","topic");--> statement-breakpoint
CREATE INDEX "trigger_due" ON "workflow"."trigger" USING btree ("next_at") WHERE "workflow"."trigger"."next_at" is not null;--> statement-breakpoint
CREATE INDEX "wait_topic" ON "workflow"."wait" USING btree ("tenant_id","kind","topic") WHERE "workflow"."wait"."settled_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "workflow_name" ON "workflow"."workflow" USING btree ("tenant_id","name") WHERE "workflow"."workflow"."archived_at" is null;--> statement-breakpoint
CREATE INDEX "workflow_of_tenant" ON "workflow"."workflow" USING btree ("tenant_id","created_at","id");