CREATE SCHEMA "events";
--> statement-breakpoint
CREATE TABLE "events"."consumer" (
	"name" text PRIMARY KEY NOT NULL,
	"transaction" "xid8" NOT NULL,
	"position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events"."event" (
	"tenant_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"sequence" bigint NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"transaction" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"position" bigserial NOT NULL,
	CONSTRAINT "event_tenant_id_stream_sequence_pk" PRIMARY KEY("tenant_id","stream","sequence")
);
--> statement-breakpoint
CREATE TABLE "events"."stream" (
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"last_sequence" bigint NOT NULL,
	CONSTRAINT "stream_tenant_id_name_pk" PRIMARY KEY("tenant_id","name")
);
--> statement-breakpoint
CREATE INDEX "event_of_type" ON "events"."event" USING btree ("type","transaction","position");