CREATE TABLE "airtable"."oauth_state" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"sealed_verifier" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "airtable"."connection" RENAME COLUMN "sealed_token" TO "sealed_credentials";--> statement-breakpoint
ALTER TABLE "airtable"."connection" ADD COLUMN "id" uuid;--> statement-breakpoint
ALTER TABLE "airtable"."connection" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "airtable"."connection" ADD COLUMN "method" text;--> statement-breakpoint
ALTER TABLE "airtable"."connection" ADD COLUMN "status" text;--> statement-breakpoint
ALTER TABLE "airtable"."connection" ADD COLUMN "generation" integer;--> statement-breakpoint
ALTER TABLE "airtable"."connection" ADD COLUMN "renewal_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "airtable"."connection" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "airtable"."connection" ADD COLUMN "scopes" text[];--> statement-breakpoint
ALTER TABLE "airtable"."connection" ADD COLUMN "created_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "airtable"."connection" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
-- A tenant's only connection was shown under the tenant's id and its owner's; its scopes are learnt when it is checked.
UPDATE "airtable"."connection" SET
	"id" = "tenant_id",
	"name" = "airtable_user_id",
	"method" = 'PERSONAL_ACCESS_TOKEN',
	"status" = 'ACTIVE',
	"generation" = 1,
	"scopes" = '{}',
	"created_at" = "connected_at",
	"checked_at" = "connected_at";
--> statement-breakpoint
ALTER TABLE "airtable"."connection" DROP CONSTRAINT "connection_pkey";--> statement-breakpoint
ALTER TABLE "airtable"."connection"
	ADD PRIMARY KEY ("id"),
	ALTER COLUMN "name" SET NOT NULL,
	ALTER COLUMN "method" SET NOT NULL,
	ALTER COLUMN "status" SET NOT NULL,
	ALTER COLUMN "generation" SET NOT NULL,
	ALTER COLUMN "scopes" SET NOT NULL,
	ALTER COLUMN "created_at" SET NOT NULL,
	ALTER COLUMN "checked_at" SET NOT NULL;
--> statement-breakpoint
CREATE INDEX "connection_tenant" ON "airtable"."connection" USING btree ("tenant_id","created_at");
