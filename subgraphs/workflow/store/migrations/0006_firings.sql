ALTER TABLE "workflow"."saga_step" ALTER COLUMN "started_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "workflow"."saga_step" ADD COLUMN "failures" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "workflow"."saga_step" ADD COLUMN "undone" jsonb;--> statement-breakpoint
ALTER TABLE "workflow"."saga_step" ADD COLUMN "attempted_at" timestamp (3) with time zone NOT NULL;--> statement-breakpoint
CREATE INDEX "firing_of_tenant" ON "workflow"."firing" USING btree ("tenant_id","due_at");