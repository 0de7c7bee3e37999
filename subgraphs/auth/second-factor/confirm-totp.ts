import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Source } from "../../../kernel/identity/source.ts";
import type { Limits } from "../abuse/limits.ts";
import type { SignedInHere } from "../accounts/signed-in-here.ts";
import { tellTenantsOf } from "../audit/tell-tenants-of.ts";
import { confirmTotpRow, findTotp, replaceRecoveryCodes } from "../store/second-factors.ts";
import { forgetConfirmations } from "../store/sessions.ts";
import { counterOfCode } from "./one-time-codes.ts";
import { bareCode, generateRecoveryCodes, hashRecoveryCode } from "./recovery-codes.ts";
import { totpOwner } from "./totp-owner.ts";
import type { SecondFactorParts } from "./verify-second-factor.ts";

/** A secret that was shown long ago may have been seen by others since. */
const setUpMs = 15 * 60_000;

/**
 * Makes the authenticator that `startTotp` began the person's second factor, by a first code of it. In their other sessions
 * a recent sign-in was one without it: who knows the password alone must not take the second factor away again.
 * @returns recovery codes, which are nowhere else from now on
 * @throws AirgraphError BAD_USER_INPUT for a wrong code; CONFLICT when nothing was begun in the last 15 minutes, or it
 * has been confirmed; RATE_LIMITED
 */
export async function confirmTotp(
  parts: SecondFactorParts & { readonly limits: Limits; readonly source: Source | undefined },
  { userId: personId, sessionId }: SignedInHere,
  code: string,
): Promise<{ codes: string[] }> {
  const { db, clock, seal, audit, limits, source } = parts;
  await limits.take("confirmTotp", { source, account: personId });
  const now = clock.now();
  const notBegun = () =>
    new AirgraphError("CONFLICT", "There is nothing to confirm: begin with startTotp, at most 15 minutes before.");
  const totp = await findTotp(db, personId);
  if (totp === undefined || totp.confirmedAt !== null || totp.createdAt.getTime() + setUpMs < now) throw notBegun();
  const { sealedSecret } = totp;
  const counter = counterOfCode(seal.open(totpOwner(personId), sealedSecret), bareCode(code), now);
  if (counter === undefined)
    throw new AirgraphError(
      "BAD_USER_INPUT",
      "code is none of this authenticator's, or not of now: is the clock right where it runs?",
      { field: "code" },
    );
  const codes = generateRecoveryCodes();
  await db.transaction(async (transaction) => {
    const isConfirmed = await confirmTotpRow(transaction, { personId, sealedSecret, counter }, new Date(now));
    if (!isConfirmed) throw notBegun();
    await forgetConfirmations(transaction, { personId, except: sessionId });
    await replaceRecoveryCodes(transaction, personId, codes.map(hashRecoveryCode));
    await tellTenantsOf(transaction, audit, personId, {
      action: "second_factor.enabled",
      target: { kind: "person", id: personId },
      result: "SUCCEEDED",
    });
  });
  return { codes };
}
