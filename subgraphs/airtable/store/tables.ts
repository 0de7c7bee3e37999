import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { TenantId, UserId } from "../../../kernel/identity/ids.ts";
import type { FilterInput } from "../filter/filter-input.ts";
import type { BaseId, ConnectionId, FieldId, GraphChangeId, TableId } from "../ids.ts";
import {
  type DataPolicyId,
  deniedDataSettings,
  effects,
  type Operation,
  subjectKinds,
} from "../policies/data-policy.ts";
import type { LaneState } from "../scheduler/lane.ts";
import type { PartDescription } from "../typed/naming/graph-part.ts";
import type { GraphBreak, TypedGraph } from "../typed/typed-graph.ts";

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

export const graphElementKinds = ["BASE", "TABLE", "FIELD", "CHOICE"] as const;

/**
 * What parts of a tenant's bases are called in its typed graph (typed/naming/): given once, by Airtable's id, so that a new
 * label changes no name.
 */
export const graphNames = airtableSchema.table(
  "graph_name",
  {
    tenantId: uuid("tenant_id").$type<TenantId>().notNull(),
    baseId: text("base_id").$type<BaseId>().notNull(),
    /** Airtable's id: `app…`, `tbl…` or `fld…`; of a choice, which several fields may have, the field's too: `fld…/sel…`. */
    elementId: text("element_id").notNull(),
    kind: text("kind", { enum: graphElementKinds }).notNull(),
    /** What it is a part of: the base of a table, the table of a field, the field of a choice. */
    parentId: text("parent_id"),
    /** The name of a field or an enum's value; of a table what several records are called. */
    name: text("name").notNull(),
    /** Of a table: what one record is called. */
    one: text("one"),
    /** Of a base what its types begin with, of a table the type of its records, of a field its own type if it has one. */
    typeName: text("type_name"),
    /** As Airtable showed it last. */
    label: text("label").notNull(),
    /** An admin wants it to be left out. */
    hidden: boolean("hidden").notNull().default(false),
    /** Since when Airtable has it no longer. */
    removedAt: instant("removed_at"),
    /** A table or field as it was last, so that it can still be described when it is gone. */
    last: jsonb("last").$type<PartDescription>(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.elementId, table.baseId] })],
);

export const breakingChangePolicies = ["TAKE", "HOLD"] as const;

/** The typed graph of each tenant: which version is served, and how it is kept up to date. Moments are the database's. */
export const typedGraphs = airtableSchema.table(
  "typed_graph",
  {
    tenantId: uuid("tenant_id").$type<TenantId>().primaryKey(),
    /** The version that is served; null until there is one. */
    version: text("version"),
    /** What becomes of changes that break clients. */
    breakingChanges: text("breaking_changes", { enum: breakingChangePolicies }).notNull().default("TAKE"),
    /** Routers that serve it renew this; what nobody serves is not kept up to date. */
    wantedUntil: instant("wanted_until").notNull(),
    /** Counts what somebody has told of: that its bases, or the names in it, may be others now. */
    tidings: integer("tidings").notNull().default(0),
    /** Rounds that failed in a row. */
    failures: integer("failures").notNull().default(0),
    /** When its bases are to be looked at next; null while a process does. */
    dueAt: instant("due_at"),
    /** The process that looks at them, and until when nobody else does. */
    claimedBy: uuid("claimed_by"),
    claimedUntil: instant("claimed_until"),
  },
  (table) => [index("typed_graph_due").on(table.dueAt)],
);

/** The last versions of each tenant's typed graph: operations under way end with the one they began with. */
export const typedGraphVersions = airtableSchema.table(
  "typed_graph_version",
  {
    tenantId: uuid("tenant_id").$type<TenantId>().notNull(),
    /** A hash of what it is made of. */
    version: text("version").notNull(),
    graph: jsonb("graph").$type<TypedGraph>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.version] })],
);

export const graphChangeStates = ["HELD", "TAKEN", "SUPERSEDED"] as const;

/** Changes of typed graphs that break clients, as they were reported. */
export const graphChanges = airtableSchema.table(
  "graph_change",
  {
    id: uuid("id").$type<GraphChangeId>().primaryKey(),
    tenantId: uuid("tenant_id").$type<TenantId>().notNull(),
    fromVersion: text("from_version").notNull(),
    toVersion: text("to_version").notNull(),
    state: text("state", { enum: graphChangeStates }).notNull(),
    /** What breaks, in words, one for each place. */
    breaks: jsonb("breaks").$type<readonly GraphBreak[]>().notNull(),
    /** In milliseconds, for pages (kernel/pagination). */
    createdAt: timestamp("created_at", { withTimezone: true, precision: 3 }).notNull(),
    decidedAt: instant("decided_at"),
    /** Who accepted it, by id; null when the policy did. */
    decidedBy: text("decided_by"),
  },
  (table) => [index("graph_change_tenant").on(table.tenantId, table.createdAt)],
);
