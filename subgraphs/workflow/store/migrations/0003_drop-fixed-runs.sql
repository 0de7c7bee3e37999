DROP TABLE "workflow"."run" CASCADE;--> statement-breakpoint
DROP TABLE "workflow"."step" CASCADE;