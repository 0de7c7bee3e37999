import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../../kernel/errors/parse-input.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { builtInRoleModels } from "../describe-role.ts";
import type { RoleModel } from "../models.ts";
import { countOwnRoles, insertRole, isRoleNameTaken } from "../store/roles.ts";
import { changeTenant, type TenantParts } from "./change-tenant.ts";
import { grantedScopes } from "./granted-scopes.ts";
import { mustHold } from "./must-hold.ts";
import { oneLine } from "./tenant-name.ts";

const mostRoles = 100;

export const roleFields = {
  name: oneLine(60),
  description: plainText.trim().max(500, "must have at most 500 characters").nullish(),
  scopes: grantedScopes,
};

const input = z.object(roleFields);

/**
 * Creates a role of the tenant's own.
 * @throws AirgraphError BAD_USER_INPUT; FORBIDDEN when the caller lacks one of its scopes; CONFLICT when the name is taken
 *   or the tenant has 100 roles of its own
 */
export async function createRole(
  parts: TenantParts,
  actor: Actor,
  given: { name: string; description?: string | null | undefined; scopes: readonly string[] },
): Promise<RoleModel> {
  const { name, description, scopes } = parseInput(input, given);
  return changeTenant(
    parts,
    actor,
    { action: "role.created", needs: "roles:write" },
    async ({ transaction, tenant, now, held }) => {
      mustHold(held, scopes, "The role");
      if ((await countOwnRoles(transaction, tenant.id)) >= mostRoles)
        throw new AirgraphError("CONFLICT", `The tenant has ${mostRoles} roles of its own, which is the most.`);
      const role = { id: randomUUID(), name, description: description || null, scopes, createdAt: now };
      await mustHaveOwnName(transaction, tenant.id, role);
      await insertRole(transaction, tenant.id, role);
      return { answer: { ...role, isBuiltIn: false }, told: roleTold(role) };
    },
  );
}

/**
 * People tell roles apart by their names. Called with the tenant locked.
 * @throws AirgraphError CONFLICT when another role has the name, in whatever case; a built-in one, too
 */
export async function mustHaveOwnName(
  db: Database,
  tenantId: TenantId,
  role: { id: string; name: string },
): Promise<void> {
  const isBuiltIn = builtInRoleModels.some(({ name }) => name.toLowerCase() === role.name.toLowerCase());
  if (isBuiltIn || (await isRoleNameTaken(db, tenantId, role)))
    throw new AirgraphError("CONFLICT", "The tenant has a role of this name.", { field: "name" });
}

/** What the audit log tells of a role. */
export function roleTold({ id, name, scopes }: Pick<RoleModel, "id" | "name" | "scopes">) {
  return { target: { kind: "role", id }, details: { name, scopes: scopes.join(" ") } };
}
