import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import type { Seal } from "../../../kernel/secrets/seal.ts";
import type { Audit } from "../audit/audit.ts";
import { tellOwnTenants } from "../audit/tell-tenants-of.ts";
import { findTotp, takeCounter, takeRecoveryCode } from "../store/second-factors.ts";
import { counterOfCode } from "./one-time-codes.ts";
import { bareCode, hashRecoveryCode } from "./recovery-codes.ts";
import { totpOwner } from "./totp-owner.ts";

/** What a second factor is checked with. */
export interface SecondFactorParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly seal: Seal;
  readonly audit: Audit;
}

/**
 * Checks a code of somebody's second factor, and uses it up: none is good twice, also of two that come at once. Nor is a
 * code of the authenticator that is older than the last one used.
 * @returns what it is a code of; undefined for a wrong one, and for whoever has no second factor
 */
export async function verifySecondFactor(
  { db, clock, seal, audit }: SecondFactorParts,
  personId: UserId,
  code: string,
): Promise<"authenticator" | "recovery code" | undefined> {
  const totp = await findTotp(db, personId);
  if (totp === undefined || totp.confirmedAt === null) return undefined;
  const bare = bareCode(code);
  if (/^\d{6}$/.test(bare)) {
    const { sealedSecret } = totp;
    const counter = counterOfCode(seal.open(totpOwner(personId), sealedSecret), bare, clock.now());
    if (counter === undefined) return undefined;
    return (await takeCounter(db, { personId, sealedSecret, counter })) ? "authenticator" : undefined;
  }
  const hash = hashRecoveryCode(bare);
  return db.transaction(async (transaction) => {
    if (!(await takeRecoveryCode(transaction, { personId, hash }, new Date(clock.now())))) return undefined;
    await tellOwnTenants(transaction, audit, personId, "second_factor.recovery_code_used");
    return "recovery code";
  });
}
