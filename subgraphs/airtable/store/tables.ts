import { bigint, index, integer, jsonb, pgSchema, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { TenantId, UserId } from "../../../kernel/identity/ids.ts";
import type { FilterInput } from "../filter/filter-input.ts";
import type { BaseId, ConnectionId, FieldId, TableId } from "../ids.ts";
import {
  type DataPolicyId,
  deniedDataSettings,
  effects,
  type Operation,
  subjectKinds,
} from "../policies/data-policy.ts";
import type { LaneState } from "../scheduler/lane.ts";

export const airtableSchema = pgSchema("airtable");

const instant = (name: string) => timestamp(name, { withTimezone: true });

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
    renewalUntil: instant("renewal_until"),
    airtableUserId: text("airtable_user_id").notNull(),
    email: text("email"),
    scopes: text("scopes").array().notNull(),
    createdAt: instant("created_at").notNull(),
    /** When somebody gave the credentials; renewing them does not count. */
    connectedAt: instant("connected_at").notNull(),
    checkedAt: instant("checked_at").notNull(),
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
  expiresAt: instant("expires_at").notNull(),
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

export const watchStates = ["starting", "active", "failing"] as const;

/**
 * Bases whose changes somebody wants to hear of, one row for each tenant and base. Moments are the database's, because
 * processes compare them with each other; only `checked_at` is compared with Airtable's time.
 */
export const watches = airtableSchema.table(
  "watch",
  {
    /** Part of the webhook's address, so it tells nothing of tenant or base. */
    id: uuid("id").primaryKey(),
    tenantId: uuid("tenant_id").notNull(),
    baseId: text("base_id").notNull(),
    /** Who listens renews this; what nobody renews ends. */
    wantedUntil: instant("wanted_until").notNull(),
    state: text("state", { enum: watchStates }).notNull(),
    /** Why it fails, while it does. */
    problemCode: text("problem_code"),
    problemMessage: text("problem_message"),
    /** Rounds that failed in a row. */
    failures: integer("failures").notNull().default(0),
    /** Airtable's id of the webhook, once there is one. */
    webhookId: text("webhook_id"),
    /** What its notifications are signed with, encrypted (kernel/secrets/seal.ts). */
    sealedSecret: text("sealed_secret"),
    /** Where it sends them; null when it sends none. */
    notificationUrl: text("notification_url"),
    /** Number of the payload to be read next. */
    cursor: integer("cursor").notNull().default(1),
    /** When Airtable was last asked how the webhook is. */
    checkedAt: instant("checked_at"),
    /** When it is to be looked after; null while a process does. */
    dueAt: instant("due_at"),
    /** The process that looks after it, and until when nobody else does. */
    claimedBy: uuid("claimed_by"),
    claimedUntil: instant("claimed_until"),
  },
  (table) => [unique("watch_of_base").on(table.tenantId, table.baseId), index("watch_due").on(table.dueAt)],
);

/** Who in a tenant may do what with which data (policies/). */
export const dataPolicies = airtableSchema.table(
  "data_policy",
  {
    id: uuid("id").$type<DataPolicyId>().primaryKey(),
    tenantId: uuid("tenant_id").$type<TenantId>().notNull(),
    name: text("name").notNull(),
    description: text("description"),
    effect: text("effect", { enum: effects }).notNull(),
    subjectKind: text("subject_kind", { enum: subjectKinds }).notNull(),
    /** Of a role, person or API key, which live elsewhere. */
    subjectId: text("subject_id"),
    operations: text("operations").array().$type<Operation[]>().notNull(),
    baseId: text("base_id").$type<BaseId>().notNull(),
    tableId: text("table_id").$type<TableId>(),
    fieldIds: text("field_ids").array().$type<FieldId[]>(),
    /** A RecordFilter whose fields are named by id. */
    rows: jsonb("rows").$type<FilterInput>(),
    createdAt: instant("created_at").notNull(),
    /** The person's or API key's id. */
    createdBy: text("created_by").notNull(),
  },
  (table) => [index("data_policy_tenant").on(table.tenantId, table.createdAt)],
);

/** What a tenant has set about data in general; a tenant without a row has the defaults. */
export const dataAccess = airtableSchema.table("data_access", {
  tenantId: uuid("tenant_id").$type<TenantId>().primaryKey(),
  deniedData: text("denied_data", { enum: deniedDataSettings }).notNull(),
});
