import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import { tellTenantsOf } from "../audit/tell-tenants-of.ts";
import { deleteSecondFactor } from "../store/second-factors.ts";
import { deleteChallengesOf } from "../store/sign-in-challenges.ts";
import type { SecondFactorParts } from "./verify-second-factor.ts";

/**
 * Takes a person's second factor away, with its recovery codes and the sign-ins that wait for a code of it. One that was
 * only begun is none.
 * @throws AirgraphError CONFLICT when the person has none
 */
export async function disableTotp(
  { db, audit }: Pick<SecondFactorParts, "db" | "audit">,
  personId: UserId,
): Promise<void> {
  await db.transaction(async (transaction) => {
    if (!(await deleteSecondFactor(transaction, personId)))
      throw new AirgraphError("CONFLICT", "There is no second factor to take away.");
    await deleteChallengesOf(transaction, personId);
    await tellTenantsOf(transaction, audit, personId, {
      action: "second_factor.disabled",
      target: { kind: "person", id: personId },
      result: "SUCCEEDED",
    });
  });
}
