CREATE TABLE "auth"."rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."registration" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"username" text NOT NULL,
	"password_hash" text NOT NULL,
	"tenant_name" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth"."mail_token" ADD COLUMN "registration_id" uuid;--> statement-breakpoint
CREATE INDEX "rate_limit_expire" ON "auth"."rate_limit" USING btree ("expire");--> statement-breakpoint
CREATE INDEX "registration_of_email" ON "auth"."registration" USING btree ("email","created_at");--> statement-breakpoint
ALTER TABLE "auth"."mail_token" ADD CONSTRAINT "mail_token_registration_id_registration_id_fk" FOREIGN KEY ("registration_id") REFERENCES "auth"."registration"("id") ON DELETE cascade ON UPDATE no action;