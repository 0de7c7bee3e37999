CREATE SCHEMA "file";
--> statement-breakpoint
CREATE TABLE "file"."file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"content_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"content" "bytea" NOT NULL,
	"created_by" uuid NOT NULL,
	"run_id" uuid,
	"record_id" text,
	"idempotency_key" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "file_idempotency_key" UNIQUE("tenant_id","idempotency_key")
);
--> statement-breakpoint
CREATE INDEX "file_of_tenant" ON "file"."file" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "file_of_run" ON "file"."file" USING btree ("tenant_id","run_id","created_at","id") WHERE "file"."file"."run_id" is not null;--> statement-breakpoint
CREATE INDEX "file_of_record" ON "file"."file" USING btree ("tenant_id","record_id","created_at","id") WHERE "file"."file"."record_id" is not null;