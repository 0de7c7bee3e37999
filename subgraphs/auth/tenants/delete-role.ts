import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { isRoleOffered } from "../store/invitations.ts";
import { isRoleHeld } from "../store/members.ts";
import { findOwnRole, deleteRole as removeRole } from "../store/roles.ts";
import { changeTenant, type TenantParts } from "./change-tenant.ts";
import { roleTold } from "./create-role.ts";
import { noSuchRole } from "./find-role.ts";
import { mustHold } from "./must-hold.ts";

/**
 * Deletes a role of the tenant's own that nobody has and no open invitation offers.
 * @throws AirgraphError NOT_FOUND, for built-in roles too; FORBIDDEN when the caller lacks one of its scopes; CONFLICT while it is used
 */
export async function deleteRole(parts: TenantParts, actor: Actor, given: { id: string }): Promise<{ id: string }> {
  const target = { kind: "role", id: given.id };
  return changeTenant(
    parts,
    actor,
    { action: "role.deleted", needs: "roles:write", target },
    async ({ transaction, tenant, now, held }) => {
      const role = await findOwnRole(transaction, tenant.id, given.id);
      if (role === undefined) throw noSuchRole("id");
      mustHold(held, role.scopes, `The role ${role.name}`);
      if (await isRoleHeld(transaction, tenant.id, role.id))
        throw new AirgraphError("CONFLICT", `Members have the role ${role.name}: give them another one first.`);
      if (await isRoleOffered(transaction, tenant.id, role.id, now))
        throw new AirgraphError("CONFLICT", `An invitation offers the role ${role.name}: revoke it first.`);
      await removeRole(transaction, tenant.id, role.id);
      return { answer: { id: role.id }, told: roleTold(role) };
    },
  );
}
