import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { isBuiltInRole } from "../../../kernel/identity/scopes.ts";
import { describeRole } from "../describe-role.ts";
import type { RoleModel } from "../models.ts";
import { findOwnRole } from "../store/roles.ts";

/** A role that a membership or an invitation names; one that permits nothing when it was deleted. */
export async function findRole(db: Database, tenantId: TenantId, roleId: string): Promise<RoleModel> {
  if (isBuiltInRole(roleId)) return describeRole(roleId, []);
  const own = await findOwnRole(db, tenantId, roleId);
  return describeRole(roleId, own === undefined ? [] : [own]);
}

/**
 * A role that somebody is to get.
 * @throws AirgraphError NOT_FOUND
 */
export async function mustFindRole(db: Database, tenantId: TenantId, roleId: string): Promise<RoleModel> {
  const role = isBuiltInRole(roleId) ? describeRole(roleId, []) : await findOwnRole(db, tenantId, roleId);
  if (role === undefined) throw noSuchRole("roleId");
  return role;
}

export function noSuchRole(field: string): AirgraphError {
  return new AirgraphError("NOT_FOUND", "There is no such role in this tenant.", { field });
}
