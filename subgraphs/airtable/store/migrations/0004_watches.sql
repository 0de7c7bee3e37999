CREATE TABLE "airtable"."watch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"base_id" text NOT NULL,
	"wanted_until" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"problem_code" text,
	"problem_message" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"webhook_id" text,
	"sealed_secret" text,
	"notification_url" text,
	"cursor" integer DEFAULT 1 NOT NULL,
	"checked_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"claimed_by" uuid,
	"claimed_until" timestamp with time zone,
	CONSTRAINT "watch_of_base" UNIQUE("tenant_id","base_id")
);
--> statement-breakpoint
CREATE INDEX "watch_due" ON "airtable"."watch" USING btree ("due_at");