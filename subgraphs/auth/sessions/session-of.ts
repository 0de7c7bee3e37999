import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Account, Person, Session } from "../../../kernel/identity/caller.ts";

/**
 * The session of a request.
 * @throws AirgraphError FORBIDDEN for a workflow run, which acts in a person's name without one
 */
export function sessionOf({ session }: Person | Account): Session {
  if (session === undefined)
    throw new AirgraphError("FORBIDDEN", "This needs a session; a workflow run has none, whoever started it.");
  return session;
}
