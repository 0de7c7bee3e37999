CREATE TABLE "auth"."refused_attempt" (
	"who" uuid NOT NULL,
	"action" text NOT NULL,
	"told_at" timestamp (3) with time zone NOT NULL,
	"untold" integer NOT NULL,
	CONSTRAINT "refused_attempt_who_action_pk" PRIMARY KEY("who","action")
);
--> statement-breakpoint
ALTER TABLE "auth"."membership" ALTER COLUMN "created_at" SET DATA TYPE timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "invitation_of_address" ON "auth"."invitation" USING btree ("tenant_id","email","created_at");--> statement-breakpoint
CREATE INDEX "membership_of_tenant" ON "auth"."membership" USING btree ("tenant_id","created_at","person_id");