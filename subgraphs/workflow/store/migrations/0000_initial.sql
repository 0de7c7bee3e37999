CREATE SCHEMA "workflow";
--> statement-breakpoint
CREATE TABLE "workflow"."run" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"workflow" text NOT NULL,
	"definition" jsonb NOT NULL,
	"record_id" text NOT NULL,
	"status" text NOT NULL,
	"error_code" text,
	"error_message" text,
	"started_by" uuid NOT NULL,
	"started_by_role" text NOT NULL,
	"idempotency_key" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "run_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "run_idempotency_key" UNIQUE("tenant_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "workflow"."step" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"output" jsonb,
	CONSTRAINT "step_tenant_id_run_id_id_pk" PRIMARY KEY("tenant_id","run_id","id")
);
--> statement-breakpoint
ALTER TABLE "workflow"."step" ADD CONSTRAINT "step_tenant_id_run_id_run_tenant_id_id_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "workflow"."run"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_of_tenant" ON "workflow"."run" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "run_of_record" ON "workflow"."run" USING btree ("tenant_id","record_id","created_at","id");