import { pgSchema, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { roles } from "../../../kernel/identity/caller.ts";

export const authSchema = pgSchema("auth");

/** People exist once, however many tenants they are members of. */
export const people = authSchema.table("person", {
  id: uuid("id").primaryKey(),
  /** Lower case. */
  email: text("email").notNull().unique(),
  username: text("username").notNull(),
  /** The username as it is compared: lower case. */
  usernameKey: text("username_key").notNull().unique(),
  /** Argon2id, in PHC string format. */
  passwordHash: text("password_hash").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
});

export const tenants = authSchema.table("tenant", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
});

export const memberships = authSchema.table(
  "membership",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    role: text("role", { enum: roles }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.personId] })],
);
