import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { Account, Person } from "../../../kernel/identity/caller.ts";
import { tenantId } from "../../../kernel/identity/ids.ts";
import { describeRole } from "../describe-role.ts";
import type { MembershipModel } from "../models.ts";
import { insertTenant, lockAndCountOwned } from "../store/tenant-changes.ts";
import type { TenantParts } from "./change-tenant.ts";
import { tenantName } from "./tenant-name.ts";

/** More are made by programs only. */
const mostOwned = 100;

const input = z.object({ name: tenantName });

/**
 * Creates a tenant that the person owns.
 * @throws AirgraphError BAD_USER_INPUT; CONFLICT for who owns 100 tenants
 */
export async function createTenant(
  { db, clock, audit }: TenantParts,
  { userId }: Person | Account,
  given: { name: string },
): Promise<MembershipModel> {
  const { name } = parseInput(input, given);
  const now = new Date(clock.now());
  const tenant = { id: tenantId.parse(randomUUID()), name };
  await db.transaction(async (transaction) => {
    if ((await lockAndCountOwned(transaction, userId)) >= mostOwned)
      throw new AirgraphError("CONFLICT", `You own ${mostOwned} tenants already, which is the most.`);
    await insertTenant(transaction, tenant, { ownerId: userId, createdAt: now });
    await audit(transaction, tenant.id, {
      action: "tenant.created",
      target: { kind: "tenant", id: tenant.id },
      result: "SUCCEEDED",
      details: { name },
    });
  });
  return { tenant, role: describeRole("owner", []), joinedAt: now };
}
