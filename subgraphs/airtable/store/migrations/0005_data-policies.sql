CREATE TABLE "airtable"."data_access" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"denied_data" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "airtable"."data_policy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"effect" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text,
	"operations" text[] NOT NULL,
	"base_id" text NOT NULL,
	"table_id" text,
	"field_ids" text[],
	"rows" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "data_policy_tenant" ON "airtable"."data_policy" USING btree ("tenant_id","created_at");