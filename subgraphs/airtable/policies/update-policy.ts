import { isDeepStrictEqual } from "node:util";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { FilterInput } from "../filter/filter-input.ts";
import { lockPolicies, replacePolicy } from "../store/policies.ts";
import type { PolicyParts } from "./create-policy.ts";
import type { Effect, Operation, StoredPolicy } from "./data-policy.ts";
import { findOwnPolicy } from "./find-own-policy.ts";
import { type GivenSubject, parseAbout, parseScope } from "./parse-policy.ts";
import { tellOfPolicies } from "./policy-stream.ts";

/** What is null or undefined stays, but for what may be null in a policy: that becomes null. */
interface GivenChange {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly effect?: Effect | null | undefined;
  readonly subject?: GivenSubject | null | undefined;
  readonly operations?: readonly Operation[] | null | undefined;
  readonly fields?: readonly string[] | null | undefined;
  readonly rows?: FilterInput | null | undefined;
}

/**
 * Changes a data policy. One whose table is gone can still be renamed, turned round and given to others.
 * @throws AirgraphError NOT_FOUND; CONFLICT when somebody else changed it at the same time; and those of `createPolicy`
 */
export async function updatePolicy(parts: PolicyParts, actor: Actor, given: GivenChange): Promise<StoredPolicy> {
  const { db, policyBook } = parts;
  const { tenantId } = actor;
  const stored = await findOwnPolicy(db, tenantId, given.id);
  // Before the transaction, since Airtable may have to be asked.
  const policy = {
    ...stored,
    ...parseAbout(changedAbout(stored, given)),
    ...(await changedScope(parts, stored, given)),
  };
  await db.transaction(async (transaction) => {
    await lockPolicies(transaction, tenantId);
    const current = await findOwnPolicy(transaction, tenantId, given.id);
    if (!isDeepStrictEqual(current, stored)) {
      throw new AirgraphError("CONFLICT", "Somebody has changed this data policy meanwhile: look at it again.");
    }
    await replacePolicy(transaction, tenantId, policy);
    await tellOfPolicies(parts, transaction, tenantId, { kind: "updated", policy });
  });
  policyBook.forget(tenantId);
  return policy;
}

function changedAbout(stored: StoredPolicy, given: GivenChange) {
  return {
    name: given.name ?? stored.name,
    description: given.description === undefined ? stored.description : given.description,
    effect: given.effect ?? stored.effect,
    subject: given.subject ?? stored.subject,
  };
}

async function changedScope(parts: PolicyParts, stored: StoredPolicy, given: GivenChange) {
  if (given.operations == null && given.fields === undefined && given.rows === undefined) return {};
  return parseScope(parts, {
    operations: given.operations ?? stored.operations,
    baseId: stored.baseId,
    table: stored.tableId,
    fields: given.fields === undefined ? stored.fieldIds : given.fields,
    rows: given.rows === undefined ? stored.rows : given.rows,
  });
}
