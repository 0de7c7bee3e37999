ALTER TABLE "auth"."sign_in_challenge" ADD COLUMN "answers" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."external_sign_in" DROP COLUMN "sealed_secrets";