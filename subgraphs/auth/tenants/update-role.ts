import { z } from "zod";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { RoleModel } from "../models.ts";
import { findOwnRole, updateRole as storeRole } from "../store/roles.ts";
import { changeTenant, type TenantParts } from "./change-tenant.ts";
import { mustHaveOwnName, roleFields, roleTold } from "./create-role.ts";
import { noSuchRole } from "./find-role.ts";
import { mustHold } from "./must-hold.ts";

const input = z.object({
  id: z.string(),
  name: roleFields.name.nullish(),
  description: roleFields.description,
  scopes: roleFields.scopes.nullish(),
});

/**
 * Changes a role of the tenant's own: what is named, and nothing else. It holds for its members within seconds.
 * @throws AirgraphError BAD_USER_INPUT; NOT_FOUND, for built-in roles too; FORBIDDEN when the caller lacks a scope that the
 *   role had or gets; CONFLICT when the name is taken
 */
export async function updateRole(
  parts: TenantParts,
  actor: Actor,
  given: {
    id: string;
    name?: string | null | undefined;
    description?: string | null | undefined;
    scopes?: readonly string[] | null | undefined;
  },
): Promise<RoleModel> {
  const { id, name, description, scopes } = parseInput(input, given);
  const target = { kind: "role", id };
  return changeTenant(
    parts,
    actor,
    { action: "role.updated", needs: "roles:write", target },
    async ({ transaction, tenant, held }) => {
      const former = await findOwnRole(transaction, tenant.id, id);
      if (former === undefined) throw noSuchRole("id");
      const role: RoleModel = {
        ...former,
        name: name ?? former.name,
        description: description === undefined ? former.description : description || null,
        scopes: scopes ?? former.scopes,
      };
      mustHold(held, former.scopes, `The role ${former.name}`);
      mustHold(held, role.scopes, "The changed role");
      await mustHaveOwnName(transaction, tenant.id, role);
      await storeRole(transaction, tenant.id, role);
      const { details } = roleTold(role);
      return {
        answer: role,
        told: { target, details: { ...details, formerName: former.name, formerScopes: former.scopes.join(" ") } },
      };
    },
  );
}
