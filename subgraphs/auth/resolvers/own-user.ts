import { signedInOf } from "../../../kernel/authorization/rules.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Context } from "../context.ts";
import type { UserModel } from "../models.ts";
import { findPerson } from "../store/people.ts";

/**
 * The person signed in, as seen from the tenant they act in.
 * @throws AirgraphError UNAUTHENTICATED when there is none, or none any more
 */
export async function ownUser(context: Pick<Context, "caller" | "db" | "loaders">): Promise<UserModel> {
  const caller = signedInOf(context);
  const found =
    caller.kind === "person"
      ? await context.loaders.member.load(caller.userId)
      : await findPerson(context.db, caller.userId);
  if (!found) throw new AirgraphError("UNAUTHENTICATED", "The account does not exist any more.");
  return found;
}
