CREATE TABLE "airtable"."graph_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"from_version" text NOT NULL,
	"to_version" text NOT NULL,
	"state" text NOT NULL,
	"breaks" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" text
);
--> statement-breakpoint
CREATE TABLE "airtable"."graph_name" (
	"tenant_id" uuid NOT NULL,
	"base_id" text NOT NULL,
	"element_id" text NOT NULL,
	"kind" text NOT NULL,
	"parent_id" text,
	"name" text NOT NULL,
	"one" text,
	"type_name" text,
	"label" text NOT NULL,
	"hidden" boolean DEFAULT false NOT NULL,
	"removed_at" timestamp with time zone,
	"last" jsonb,
	CONSTRAINT "graph_name_tenant_id_element_id_base_id_pk" PRIMARY KEY("tenant_id","element_id","base_id")
);
--> statement-breakpoint
CREATE TABLE "airtable"."typed_graph_version" (
	"tenant_id" uuid NOT NULL,
	"version" text NOT NULL,
	"graph" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "typed_graph_version_tenant_id_version_pk" PRIMARY KEY("tenant_id","version")
);
--> statement-breakpoint
CREATE TABLE "airtable"."typed_graph" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"version" text,
	"breaking_changes" text DEFAULT 'TAKE' NOT NULL,
	"wanted_until" timestamp with time zone NOT NULL,
	"tidings" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"claimed_by" uuid,
	"claimed_until" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "graph_change_tenant" ON "airtable"."graph_change" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "typed_graph_due" ON "airtable"."typed_graph" USING btree ("due_at");