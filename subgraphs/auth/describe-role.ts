import { type BuiltInRole, builtInRoles, isBuiltInRole } from "../../kernel/identity/scopes.ts";
import type { RoleModel } from "./models.ts";

const described: Record<BuiltInRole, { name: string; description: string }> = {
  owner: { name: "Owner", description: "Everything, and the tenant is theirs." },
  admin: { name: "Admin", description: "Everything but what is the owner's." },
  editor: { name: "Editor", description: "Reads and writes data, starts runs." },
  viewer: { name: "Viewer", description: "Reads." },
};

/** The roles that every tenant has, from most to least. */
export const builtInRoleModels: readonly RoleModel[] = Object.entries(builtInRoles).map(([id, scopes]) => ({
  id,
  ...described[id as BuiltInRole],
  scopes,
  isBuiltIn: true,
}));

/** A role by its id, `own` being those of the tenant's own. */
export function describeRole(roleId: string, own: readonly RoleModel[]): RoleModel {
  const found = (isBuiltInRole(roleId) ? builtInRoleModels : own).find(({ id }) => id === roleId);
  return found ?? { id: roleId, name: "Deleted role", description: null, scopes: [], isBuiltIn: false };
}
