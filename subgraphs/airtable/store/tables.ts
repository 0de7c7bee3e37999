import { bigint, jsonb, pgSchema, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { LaneState } from "../scheduler/lane.ts";

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
 * What all processes know of whatever Airtable counts: a base, a token's owner (scheduler/lane.ts). Belongs to no tenant,
 * because Airtable's limits don't: two tenants that were granted the same base share its five calls a second.
 */
export const lanes = airtableSchema.table("lane", {
  key: text("key").primaryKey(),
  /** Grows with every write, so that one who writes knows whether the lane is still as it was read. */
  version: bigint("version", { mode: "number" }).notNull().default(0),
  state: jsonb("state").$type<LaneState>().notNull(),
});
