import { z } from "zod";
import { SayableError } from "../../kernel/process/sayable-error.ts";
import type { Json } from "../json.ts";
import {
  baseId,
  commentId,
  fieldId,
  fieldSchema,
  recordId,
  tableId,
  userId,
  viewId,
  workspaceId,
} from "./field-schema.ts";

/** The scopes of reference 8 the emulator knows. */
export const scopes = [
  "data.records:read",
  "data.records:write",
  "data.recordComments:read",
  "data.recordComments:write",
  "schema.bases:read",
  "schema.bases:write",
  "webhook:manage",
  "user.email:read",
  "workspacesAndBases:read",
  "workspacesAndBases:manage",
] as const;

/** What a user may do in a base, weakest first (reference 1). */
export const permissionLevels = ["none", "read", "comment", "edit", "create", "owner"] as const;

const instant = z.iso.datetime();
const json: z.ZodType<Json> = z.json();

/** The workspace of bases that name none. */
const sampleWorkspaceId = "wspSample00000000";

const view = z.object({
  id: viewId,
  name: z.string().min(1),
  type: z.enum(["grid", "form", "calendar", "gallery", "kanban", "timeline", "block"]).default("grid"),
  visibleFieldIds: z.array(fieldId).optional(),
  /** Which records the view holds; a formula. All when absent. */
  filterByFormula: z.string().optional(),
  /** The view's order, by field name or id; the order of the rows when absent. */
  sort: z.array(z.object({ field: z.string(), direction: z.enum(["asc", "desc"]).default("asc") })).default([]),
});

const comment = z.object({
  id: commentId,
  author: userId,
  /** Mentions are `@[usr…]` or `@[email]`. */
  text: z.string().min(1),
  createdTime: instant,
  /** Absent until edited. */
  lastUpdatedTime: instant.optional(),
  /** An earlier comment of the same record. */
  parentCommentId: commentId.optional(),
});

const record = z.object({
  id: recordId,
  createdTime: instant,
  createdBy: userId.optional(),
  /** `createdTime` when absent. */
  lastModifiedTime: instant.optional(),
  lastModifiedBy: userId.optional(),
  /**
   * Cells by field name or id, each as the API shows it. Links may be written on one side only. Attachments are whole
   * objects; a `url` that starts with `/` is served by the emulator. Computed cells are not written, except
   * autoNumber and the types nothing computes here (button, aiText, externalSyncSource, manualSort).
   */
  fields: z.record(z.string(), z.unknown()),
  /** Oldest first. */
  comments: z.array(comment).optional(),
});

const table = z.object({
  id: tableId,
  name: z.string().min(1),
  description: z.string().optional(),
  dateDependencySettings: z.record(z.string(), json).optional(),
  primaryFieldId: fieldId,
  fields: z.array(fieldSchema).min(1),
  views: z.array(view).default([]),
  /** What the table is addressed by in a CSV sync; without one it takes none. */
  apiEndpointSyncId: z.string().min(1).optional(),
  /** In row order, the order of a view without a sort. */
  records: z.array(record).default([]),
});

const base = z.object({
  id: baseId,
  name: z.string().min(1),
  workspaceId: workspaceId.default(sampleWorkspaceId),
  createdTime: instant.default("2020-01-01T00:00:00.000Z"),
  tables: z.array(table),
});

const oauthClient = z.object({
  id: z.string().min(1),
  /** What the consent page calls it; its id when absent. */
  name: z.string().min(1).optional(),
  /** Absent for clients that cannot keep one: they use PKCE alone. */
  secret: z.string().min(1).optional(),
  /** Compared letter by letter; https, or http on this machine. */
  redirectUris: z
    .array(z.url().refine(isRedirectUri, "must be https, or http on localhost, without a fragment"))
    .min(1),
  /** The most it may ask for. */
  scopes: z.array(z.enum(scopes)).min(1),
});

function isRedirectUri(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, hash } = new URL(text);
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return hash === "" && (protocol === "https:" || (protocol === "http:" && local));
}

const token = z.object({
  /** What comes after `Bearer `; any text. */
  token: z.string().min(1),
  userId,
  kind: z.enum(["personal", "oauth"]).default("personal"),
  /** The integration an OAuth token was given to. */
  clientId: z.string().min(1).optional(),
  scopes: z.array(z.enum(scopes)),
  bases: z.array(z.object({ id: baseId, permissionLevel: z.enum(permissionLevels) })),
  /** Where it may create bases, besides the workspaces of the bases it is creator of. */
  workspaceIds: z.array(workspaceId).default([]),
  /** For ever when absent. */
  expirationTime: instant.optional(),
});

/** Everything an emulator starts with, every id explicit. */
export const seedSchema = z.object({
  users: z.array(z.object({ id: userId, email: z.string(), name: z.string() })).min(1),
  tokens: z.array(token),
  oauthClients: z.array(oauthClient).default([]),
  bases: z.array(base),
});

export type Seed = z.input<typeof seedSchema>;
export type ParsedSeed = z.output<typeof seedSchema>;
export type BaseSeed = Seed["bases"][number];
export type TableSeed = BaseSeed["tables"][number];
export type User = ParsedSeed["users"][number];
export type Token = ParsedSeed["tokens"][number];
export type OAuthClient = ParsedSeed["oauthClients"][number];
export type Scope = (typeof scopes)[number];
export type PermissionLevel = (typeof permissionLevels)[number];

/** Whether a role may do whatever another one may. */
export function reaches(level: PermissionLevel, needed: PermissionLevel): boolean {
  return permissionLevels.indexOf(level) >= permissionLevels.indexOf(needed);
}

/** A seed that is well formed but contradicts itself. The message names the place. */
export class SeedError extends SayableError {
  override readonly name = "SeedError";
}
