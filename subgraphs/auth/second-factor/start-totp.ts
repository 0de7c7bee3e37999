import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import { findPerson } from "../store/people.ts";
import { putUnconfirmedTotp } from "../store/second-factors.ts";
import { generateTotpSecret, totpUri } from "./one-time-codes.ts";
import { totpOwner } from "./totp-owner.ts";
import type { SecondFactorParts } from "./verify-second-factor.ts";

/**
 * Makes a secret for a person's authenticator. It is no second factor before `confirmTotp`; one more start makes the
 * former secret worthless.
 * @throws AirgraphError CONFLICT when the person has a second factor already
 */
export async function startTotp(
  { db, clock, seal }: SecondFactorParts,
  personId: UserId,
): Promise<{ secret: string; uri: string }> {
  const person = await findPerson(db, personId);
  if (person === undefined) throw new AirgraphError("UNAUTHENTICATED", "The account does not exist any more.");
  const secret = generateTotpSecret();
  const sealedSecret = seal.close(totpOwner(personId), secret);
  const isPut = await putUnconfirmedTotp(db, { personId, sealedSecret, createdAt: new Date(clock.now()) });
  if (!isPut)
    throw new AirgraphError(
      "CONFLICT",
      "A second factor is set up already: disableTotp takes it away, then begin anew.",
    );
  return { secret, uri: totpUri(secret, person.email) };
}
