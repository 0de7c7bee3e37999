CREATE SCHEMA "airtable";
--> statement-breakpoint
CREATE TABLE "airtable"."connection" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"sealed_token" text NOT NULL,
	"airtable_user_id" text NOT NULL,
	"connected_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "airtable"."pace" (
	"key" text PRIMARY KEY NOT NULL,
	"slots" timestamp with time zone[] DEFAULT '{}' NOT NULL,
	"blocked_until" timestamp with time zone
);
