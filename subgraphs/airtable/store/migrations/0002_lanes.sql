CREATE TABLE "airtable"."lane" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	"state" jsonb NOT NULL
);
--> statement-breakpoint
DROP FUNCTION "airtable"."reserve_slot"(text[], int[], interval, interval);
--> statement-breakpoint
DROP TABLE "airtable"."pace";