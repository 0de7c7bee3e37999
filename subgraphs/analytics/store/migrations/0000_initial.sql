CREATE SCHEMA "analytics";
--> statement-breakpoint
CREATE TABLE "analytics"."airtable_calls_by_hour" (
	"tenant_id" uuid NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"base_id" text,
	"calls" bigint NOT NULL,
	CONSTRAINT "airtable_calls_of_hour" UNIQUE NULLS NOT DISTINCT("tenant_id","hour","base_id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."operation" (
	"tenant_id" uuid NOT NULL,
	"operation_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text,
	"kind" text NOT NULL,
	"errors" integer NOT NULL,
	"duration_ms" double precision NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "operation_tenant_id_operation_id_pk" PRIMARY KEY("tenant_id","operation_id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."airtable_calls_by_run" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"calls" bigint NOT NULL,
	CONSTRAINT "airtable_calls_by_run_tenant_id_run_id_pk" PRIMARY KEY("tenant_id","run_id")
);
--> statement-breakpoint
CREATE INDEX "operation_of_tenant" ON "analytics"."operation" USING btree ("tenant_id","ended_at");