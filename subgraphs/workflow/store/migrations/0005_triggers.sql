CREATE TABLE "workflow"."firing" (
	"tenant_id" uuid NOT NULL,
	"workflow_id" uuid NOT NULL,
	"trigger_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"happening" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "firing_tenant_id_workflow_id_trigger_id_key_pk" PRIMARY KEY("tenant_id","workflow_id","trigger_id","key")
);
--> statement-breakpoint
CREATE TABLE "workflow"."matching_record" (
	"tenant_id" uuid NOT NULL,
	"workflow_id" uuid NOT NULL,
	"trigger_id" text NOT NULL,
	"record_id" text NOT NULL,
	"since" text NOT NULL,
	CONSTRAINT "matching_record_tenant_id_workflow_id_trigger_id_record_id_pk" PRIMARY KEY("tenant_id","workflow_id","trigger_id","record_id")
);
--> statement-breakpoint
ALTER TABLE "workflow"."trigger" ADD COLUMN "fired_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "workflow"."firing" ADD CONSTRAINT "firing_tenant_id_workflow_id_workflow_tenant_id_id_fk" FOREIGN KEY ("tenant_id","workflow_id") REFERENCES "workflow"."workflow"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow"."matching_record" ADD CONSTRAINT "matching_record_tenant_id_workflow_id_workflow_tenant_id_id_fk" FOREIGN KEY ("tenant_id","workflow_id") REFERENCES "workflow"."workflow"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "firing_due" ON "workflow"."firing" USING btree ("due_at");