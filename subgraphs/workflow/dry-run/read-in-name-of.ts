import type { Actor } from "../../../kernel/identity/caller.ts";
import type { ActionScope, Actions } from "../actions/action.ts";
import { createSecretPlaceholders } from "../secrets/secret-placeholders.ts";
import { starterOf } from "../starter.ts";
import type { DryRunParts, ReadKind } from "./dry-walk.ts";

/** Of a run that there is not. */
const noRun = "00000000-0000-0000-0000-000000000000";
const longestReadMs = 30_000;

/** What a dry run reads by: actions that only read, in the name of whoever wants to know. */
export function createReadInNameOf(actions: Pick<Actions, ReadKind>): (actor: Actor) => DryRunParts["read"] {
  return (actor) => async (kind, settings) => {
    const scope: ActionScope = {
      tenantId: actor.tenantId,
      actsFor: starterOf(actor),
      origin: { kind: "run", id: noRun },
      effectKey: "dry-run",
      maybeDone: false,
      secrets: createSecretPlaceholders(async () => new Map()),
      signal: AbortSignal.timeout(longestReadMs),
    };
    // Settings are worked out: each action checks its own.
    return actions[kind](settings as never, scope);
  };
}
