import { z } from "zod";

/**
 * What can be permitted in a tenant. Roles and API keys are sets of these, shield's rules ask for them, and the router
 * enforces them where the schema says `@requiresScopes`.
 */
export const scopeDescriptions = {
  "data:read": "Read bases, tables, records and comments, and watch them.",
  "data:write": "Create, change and delete records, comments and files in cells.",
  "data:formula": "Ask for records by a formula of one's own.",
  "schema:write": "Create and change bases, tables and fields.",
  "bases:delete": "Delete bases for good.",
  "connections:write": "Connect the tenant to Airtable, and disconnect it.",
  "runs:read": "Read and watch workflow runs.",
  "runs:start": "Start workflow runs.",
  "runs:control": "Cancel, pause, resume and retry workflow runs, and send them events.",
  "runs:data": "See what went through runs and sagas that acted for others.",
  "approvals:decide": "Decide what runs ask one.",
  "sagas:start": "Start sagas, cancel them, and decide what becomes of those that are stuck.",
  "workflows:read": "Read workflows.",
  "workflows:write": "Create, change and publish workflows, and set the secrets that they send.",
  "files:read": "Read files.",
  "files:write": "Create and delete files.",
  "usage:read": "Read what the tenant uses.",
  "members:read": "Read members, invitations and roles.",
  "members:write": "Invite people, change their roles, remove them.",
  "roles:write": "Create and change roles of the tenant's own.",
  "keys:write": "Create, rotate and revoke API keys.",
  "policies:write": "Read and change data policies, and ask why something is denied.",
  "audit:read": "Read and verify the audit log.",
  "tenant:write": "Change the tenant's name and settings.",
  "tenant:own": "What is the owner's: transferring ownership, appointing owners.",
} as const;

export type Scope = keyof typeof scopeDescriptions;

export const scopes = Object.keys(scopeDescriptions) as [Scope, ...Scope[]];
export const scope = z.enum(scopes);

const viewer = [
  "data:read",
  "runs:read",
  "files:read",
  "usage:read",
  "members:read",
  "workflows:read",
  "approvals:decide",
] as const;
const editor = [...viewer, "data:write", "runs:start", "runs:control", "sagas:start", "files:write"] as const;
const admin = [
  ...editor,
  "data:formula",
  "schema:write",
  "connections:write",
  "members:write",
  "roles:write",
  "keys:write",
  "policies:write",
  "workflows:write",
  "runs:data",
  "audit:read",
  "tenant:write",
] as const;

/** The roles that every tenant has, from most to least. Each holds what those below it hold. */
export const builtInRoles = { owner: scopes, admin, editor, viewer } as const satisfies Record<
  string,
  readonly Scope[]
>;

export type BuiltInRole = keyof typeof builtInRoles;

export function isBuiltInRole(roleId: string): roleId is BuiltInRole {
  return Object.hasOwn(builtInRoles, roleId);
}
