import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Scope } from "../../../kernel/identity/scopes.ts";

/**
 * Nobody grants, changes or takes away what they don't hold themselves: otherwise who may invite could become anything.
 * @param held what the caller may do now
 * @param permitted what the thing that is granted, changed or taken away permits
 * @param what for the message, as "The role Admin"
 * @throws AirgraphError FORBIDDEN with the `scopes` that the caller lacks
 */
export function mustHold(held: readonly Scope[], permitted: readonly Scope[], what: string): void {
  const lacking = permitted.filter((scope) => !held.includes(scope));
  if (lacking.length > 0)
    throw new AirgraphError("FORBIDDEN", `${what} permits ${lacking.join(", ")}, which you may not do yourself.`, {
      scopes: lacking,
    });
}
