import { sql } from "drizzle-orm";
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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Scope } from "../../../kernel/identity/scopes.ts";

export const authSchema = pgSchema("auth");

/** To the millisecond, as clocks and cursors have it. */
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** People exist once, however many tenants they are members of. */
export const people = authSchema.table("person", {
  id: uuid("id").primaryKey(),
  /** Lower case. */
  email: text("email").notNull().unique(),
  /** Nobody signs in before the address is verified. */
  emailVerifiedAt: instant("email_verified_at"),
  username: text("username").notNull(),
  /** The username as it is compared: lower case. */
  usernameKey: text("username_key").notNull().unique(),
  /** Argon2id, in PHC string format. Null for who signs in with an external account only. */
  passwordHash: text("password_hash"),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  deletionDueAt: instant("deletion_due_at"),
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
    /** `owner`, `admin`, `editor`, `viewer`, or the id of one of the tenant's own roles. */
    roleId: text("role").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.personId] }),
    index("membership_of_tenant").on(table.tenantId, table.createdAt, table.personId),
    index("membership_of_person").on(table.personId, table.createdAt),
  ],
);

/** Roles of a tenant's own. The built-in ones are in the code. */
export const roles = authSchema.table(
  "role",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    description: text("description"),
    scopes: text("scopes").array().$type<Scope[]>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("role_name").on(table.tenantId, sql`lower(${table.name})`),
  ],
);

export const invitations = authSchema.table(
  "invitation",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    /** Lower case. */
    email: text("email").notNull(),
    roleId: text("role").notNull(),
    invitedBy: uuid("invited_by").references(() => people.id, { onDelete: "set null" }),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
    /** How it ended. */
    outcome: text("outcome", { enum: ["accepted", "revoked"] }),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("invitation_of_address").on(table.tenantId, table.email, table.createdAt),
    uniqueIndex("invitation_open").on(table.tenantId, table.email).where(sql`${table.endedAt} is null`),
  ],
);

export const sessionStores = ["client", "cookies"] as const;

/** Where a person is signed in: the family of the refresh tokens that follow on one sign-in. */
export const sessions = authSchema.table(
  "session",
  {
    id: uuid("id").primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    /** The tenant that is acted in; null for none. */
    tenantId: uuid("tenant_id").references(() => tenants.id, { onDelete: "set null" }),
    store: text("store", { enum: sessionStores }).notNull(),
    /** Whether a second factor was part of the sign-in. */
    secondFactor: boolean("second_factor").notNull(),
    /** When the person last proved who they are. */
    confirmedAt: instant("confirmed_at").notNull(),
    userAgent: text("user_agent"),
    address: text("address"),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at").notNull(),
    /** Moves on with each refresh. */
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
    endReason: text("end_reason"),
  },
  (table) => [index("session_of_person").on(table.personId, table.lastUsedAt)],
);

/** Each can be exchanged once. The text itself is nowhere. */
export const refreshTokens = authSchema.table(
  "refresh_token",
  {
    /** SHA-256, base64url. */
    hash: text("hash").primaryKey(),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [index("refresh_token_of_session").on(table.sessionId)],
);

/**
 * Sign-ups whose address is not verified. There is no person before: what comes into being is what the link in this
 * sign-up's own mail stands for, whoever else has tried the same address or username meanwhile.
 */
export const registrations = authSchema.table(
  "registration",
  {
    id: uuid("id").primaryKey(),
    /** Lower case. */
    email: text("email").notNull(),
    username: text("username").notNull(),
    passwordHash: text("password_hash").notNull(),
    tenantName: text("tenant_name"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("registration_of_email").on(table.email, table.createdAt)],
);

export const mailTokenPurposes = ["verify_email", "reset_password", "change_email", "accept_invitation"] as const;

/** What a link in a mail proves, once. The text itself is nowhere but in the mail. */
export const mailTokens = authSchema.table(
  "mail_token",
  {
    /** SHA-256, base64url. */
    hash: text("hash").primaryKey(),
    purpose: text("purpose", { enum: mailTokenPurposes }).notNull(),
    /** Where the mail went, lower case. */
    email: text("email").notNull(),
    personId: uuid("person_id").references(() => people.id, { onDelete: "cascade" }),
    /** Of somebody who is to become a person. */
    registrationId: uuid("registration_id").references(() => registrations.id, { onDelete: "cascade" }),
    tenantId: uuid("tenant_id").references(() => tenants.id, { onDelete: "cascade" }),
    /** With `tenantId`: the invitation. */
    invitationId: uuid("invitation_id"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [index("mail_token_of_person").on(table.personId, table.purpose)],
);

/** Mails that wait to be sent. Tokens come into being when a mail is sent, so none is stored here. */
export const outbox = authSchema.table(
  "outbox",
  {
    id: uuid("id").primaryKey(),
    /** What the mail is, and what its text needs: parsed where it is sent. */
    mail: jsonb("mail").notNull(),
    createdAt: instant("created_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    dueAt: instant("due_at").notNull(),
  },
  (table) => [index("outbox_due").on(table.dueAt)],
);

/** How often something was tried, in the shape that the library for limits wants. */
export const rateLimits = authSchema.table(
  "rate_limit",
  {
    /** What, and a hash of who. */
    key: text("key").primaryKey(),
    points: integer("points").notNull(),
    expire: instant("expire"),
  },
  (table) => [index("rate_limit_expire").on(table.expire)],
);

/** Authenticators. */
export const totps = authSchema.table("totp", {
  personId: uuid("person_id")
    .primaryKey()
    .references(() => people.id, { onDelete: "cascade" }),
  sealedSecret: text("sealed_secret").notNull(),
  createdAt: instant("created_at").notNull(),
  /** Null until a first code was right: it is no second factor before. */
  confirmedAt: instant("confirmed_at"),
  /** Of the code that was used last: none is good twice. */
  lastCounter: bigint("last_counter", { mode: "number" }),
});

export const recoveryCodes = authSchema.table(
  "recovery_code",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    /** SHA-256, base64url: the codes are random, so a slow hash would add nothing. */
    hash: text("hash").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [primaryKey({ columns: [table.personId, table.hash] })],
);

/** Sign-ins whose password was right and whose second factor is missing. */
export const signInChallenges = authSchema.table("sign_in_challenge", {
  /** SHA-256, base64url. */
  hash: text("hash").primaryKey(),
  personId: uuid("person_id")
    .notNull()
    .references(() => people.id, { onDelete: "cascade" }),
  tenantId: uuid("tenant_id").references(() => tenants.id, { onDelete: "cascade" }),
  /** How many codes were tried, right or wrong. */
  answers: integer("answers").notNull().default(0),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
});

export const externalIdentities = authSchema.table(
  "external_identity",
  {
    id: uuid("id").primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    /** The provider's id of the person. */
    subject: text("subject").notNull(),
    email: text("email"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("external_identity_of_provider").on(table.provider, table.subject),
    index("external_identity_of_person").on(table.personId),
  ],
);

/** Sign-ins with an external account that have begun. What else they need comes from the binding, which is not here. */
export const externalSignIns = authSchema.table("external_sign_in", {
  /** SHA-256 of `state`, base64url. */
  stateHash: text("state_hash").primaryKey(),
  /** SHA-256 of what only the client that began has, base64url. */
  bindingHash: text("binding_hash").notNull(),
  provider: text("provider").notNull(),
  redirectUri: text("redirect_uri").notNull(),
  /** Who adds an external account to their own; null for a sign-in. */
  personId: uuid("person_id").references(() => people.id, { onDelete: "cascade" }),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
});

export const apiKeys = authSchema.table(
  "api_key",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    scopes: text("scopes").array().$type<Scope[]>().notNull(),
    prefix: text("prefix").notNull(),
    /** SHA-256, base64url: 190 random bits can't be guessed, so a slow hash would add nothing. */
    hash: text("hash").notNull().unique(),
    /** The one before the last rotation, which holds for a while. */
    formerHash: text("former_hash").unique(),
    formerExpiresAt: instant("former_expires_at"),
    createdBy: uuid("created_by").references(() => people.id, { onDelete: "set null" }),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** What was tried and refused, so that the audit log tells of it once a minute only. */
export const refusedAttempts = authSchema.table(
  "refused_attempt",
  {
    /** Id of the person or the API key that tried, or that somebody tried to be. */
    who: uuid("who").notNull(),
    action: text("action").notNull(),
    toldAt: instant("told_at").notNull(),
    /** How often since. */
    untold: integer("untold").notNull(),
  },
  (table) => [primaryKey({ columns: [table.who, table.action] })],
);

/** Keys that sign access tokens. */
export const signingKeys = authSchema.table("signing_key", {
  /** The `kid`. */
  id: text("id").primaryKey(),
  sealedPrivateKey: text("sealed_private_key").notNull(),
  /** SPKI, base64 DER. */
  publicKey: text("public_key").notNull(),
  createdAt: instant("created_at").notNull(),
  /** Published before it signs, so that every router knows it by then. */
  activeFrom: instant("active_from").notNull(),
  /** Published until what it signed has expired. */
  retiresAt: instant("retires_at"),
});
