import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { countPolicies, insertPolicy, lockPolicies } from "../store/policies.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { dataPolicyId, type StoredPolicy } from "./data-policy.ts";
import { type GivenPolicy, parseAbout, parseScope } from "./parse-policy.ts";
import type { PolicyBook } from "./policy-book.ts";
import { idOf, tellOfPolicies } from "./policy-stream.ts";

/** All of them are looked through for each caller, and read again every few seconds. */
const maximumPolicies = 500;

export interface PolicyParts extends TenantAirtable {
  readonly db: Database;
  readonly clock: Clock;
  readonly policyBook: PolicyBook;
  readonly audit: Audit;
  /** A new UUID. */
  readonly newId: () => string;
}

/**
 * Creates a data policy. Its table and fields are named by id from then on, so that nobody gets round it by a new name.
 * @throws AirgraphError BAD_USER_INPUT naming the argument; NOT_FOUND for the base or table; CONFLICT when the tenant has
 * as many as it may; and those of `callAirtable`
 */
export async function createPolicy(parts: PolicyParts, actor: Actor, given: GivenPolicy): Promise<StoredPolicy> {
  const { db, clock, policyBook } = parts;
  const { tenantId } = actor;
  const policy: StoredPolicy = {
    id: dataPolicyId.parse(parts.newId()),
    ...parseAbout(given),
    ...(await parseScope(parts, given)),
    createdAt: new Date(clock.now()),
    createdBy: idOf(actor),
  };
  await db.transaction(async (transaction) => {
    await lockPolicies(transaction, tenantId);
    if ((await countPolicies(transaction, tenantId)) >= maximumPolicies) {
      throw new AirgraphError("CONFLICT", `A tenant has at most ${maximumPolicies} data policies: delete one first.`);
    }
    await insertPolicy(transaction, tenantId, policy);
    await tellOfPolicies(parts, transaction, tenantId, { kind: "created", policy });
  });
  policyBook.forget(tenantId);
  return policy;
}
