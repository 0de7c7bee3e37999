import type { UserId } from "../../../kernel/identity/ids.ts";
import type { SecretOwner } from "../../../kernel/secrets/seal.ts";

/** Whom the secret of an authenticator is sealed for. Its row has the id of the person, who has one at most. */
export function totpOwner(userId: UserId): SecretOwner {
  return { userId, holder: userId };
}
