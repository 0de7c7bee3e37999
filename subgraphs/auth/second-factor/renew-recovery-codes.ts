import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import { tellTenantsOf } from "../audit/tell-tenants-of.ts";
import { lockSecondFactor, replaceRecoveryCodes } from "../store/second-factors.ts";
import { generateRecoveryCodes, hashRecoveryCode } from "./recovery-codes.ts";
import type { SecondFactorParts } from "./verify-second-factor.ts";

/**
 * Makes new recovery codes in the place of all former ones. Of two at once, those of one are good.
 * @throws AirgraphError CONFLICT when the person has no second factor
 */
export async function renewRecoveryCodes(
  { db, audit }: Pick<SecondFactorParts, "db" | "audit">,
  personId: UserId,
): Promise<{ codes: string[] }> {
  const codes = generateRecoveryCodes();
  await db.transaction(async (transaction) => {
    if (!(await lockSecondFactor(transaction, personId)))
      throw new AirgraphError("CONFLICT", "There is no second factor that recovery codes could be for.");
    await replaceRecoveryCodes(transaction, personId, codes.map(hashRecoveryCode));
    await tellTenantsOf(transaction, audit, personId, {
      action: "second_factor.recovery_codes_renewed",
      target: { kind: "person", id: personId },
      result: "SUCCEEDED",
    });
  });
  return { codes };
}
