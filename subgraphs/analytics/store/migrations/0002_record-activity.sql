CREATE TABLE "analytics"."record_activity" (
	"tenant_id" uuid NOT NULL,
	"record_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source" text,
	"actor_id" text,
	"actor_email" text,
	"actor_name" text,
	CONSTRAINT "record_activity_tenant_id_record_id_at_id_pk" PRIMARY KEY("tenant_id","record_id","at","id")
);
--> statement-breakpoint
CREATE INDEX "record_activity_by_time" ON "analytics"."record_activity" USING btree ("at");