import { bigint, index, integer, jsonb, pgSchema, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { TenantId, UserId } from "../../../kernel/identity/ids.ts";
import type { ConnectionId } from "../ids.ts";
import type { LaneState } from "../scheduler/lane.ts";

export const airtableSchema = pgSchema("airtable");

/** A tenant's connections to Airtable. */
export const connections = airtableSchema.table(
  "connection",
  {
    id: uuid("id").$type<ConnectionId>().primaryKey(),
    tenantId: uuid("tenant_id").$type<TenantId>().notNull(),
    name: text("name").notNull(),
    method: text("method", { enum: ["PERSONAL_ACCESS_TOKEN", "OAUTH"] }).notNull(),
    status: text("status", { enum: ["ACTIVE", "REVOKED"] }).notNull(),
    /** Its token or tokens, encrypted (connections/credentials.ts). */
    sealedCredentials: text("sealed_credentials").notNull(),
    /** Counts the credentials that it has had: who changes something because of credentials compares it. */
    generation: integer("generation").notNull(),
    /** A process is renewing the credentials just now, unless it died. */
    renewalUntil: timestamp("renewal_until", { withTimezone: true }),
    airtableUserId: text("airtable_user_id").notNull(),
    email: text("email"),
    scopes: text("scopes").array().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    /** When somebody gave the credentials; renewing them does not count. */
    connectedAt: timestamp("connected_at", { withTimezone: true }).notNull(),
    checkedAt: timestamp("checked_at", { withTimezone: true }).notNull(),
  },
  (table) => [index("connection_tenant").on(table.tenantId, table.createdAt)],
);

/** Connections by OAuth that somebody has begun and nobody has finished. */
export const oauthStates = airtableSchema.table("oauth_state", {
  /** SHA-256 of the state in base64url: who reads the table can't finish what others began. */
  stateHash: text("state_hash").primaryKey(),
  tenantId: uuid("tenant_id").$type<TenantId>().notNull(),
  userId: uuid("user_id").$type<UserId>().notNull(),
  /** PKCE's verifier, encrypted. */
  sealedVerifier: text("sealed_verifier").notNull(),
  expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
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
