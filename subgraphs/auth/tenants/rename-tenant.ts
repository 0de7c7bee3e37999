import { z } from "zod";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { TenantModel } from "../models.ts";
import { setTenantName } from "../store/tenant-changes.ts";
import { changeTenant, type TenantParts } from "./change-tenant.ts";
import { tenantName } from "./tenant-name.ts";

const input = z.object({ name: tenantName });

/** @throws AirgraphError BAD_USER_INPUT; FORBIDDEN */
export async function renameTenant(parts: TenantParts, actor: Actor, given: { name: string }): Promise<TenantModel> {
  const { name } = parseInput(input, given);
  return changeTenant(
    parts,
    actor,
    { action: "tenant.updated", needs: "tenant:write" },
    async ({ transaction, tenant }) => {
      const renamed = { id: tenant.id, name };
      await setTenantName(transaction, renamed);
      return {
        answer: renamed,
        told: { target: { kind: "tenant", id: tenant.id }, details: { formerName: tenant.name, name } },
      };
    },
  );
}
