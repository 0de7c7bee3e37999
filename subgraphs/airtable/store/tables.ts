import { pgSchema, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const airtableSchema = pgSchema("airtable");

/** One connection to Airtable for each tenant. */
export const connections = airtableSchema.table("connection", {
  tenantId: uuid("tenant_id").primaryKey(),
  /** The personal access token, encrypted (seal.ts). */
  sealedToken: text("sealed_token").notNull(),
  airtableUserId: text("airtable_user_id").notNull(),
  connectedAt: timestamp("connected_at", { withTimezone: true }).notNull(),
});

/**
 * When calls were sent or will be, by whatever Airtable counts: a base, a token's owner. Belongs to no tenant, because
 * Airtable's limits don't: two tenants that were granted the same base share its five calls a second.
 */
export const paces = airtableSchema.table("pace", {
  key: text("key").primaryKey(),
  /** Of the last second and of the future, in order. */
  slots: timestamp("slots", { withTimezone: true }).array().notNull().default([]),
  /** Airtable refuses every call until then. */
  blockedUntil: timestamp("blocked_until", { withTimezone: true }),
});
