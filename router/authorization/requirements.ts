import {
  isPolicyName,
  type PolicyName,
  policies,
  type Refusal,
  refuseAnonymous,
  refuseWithoutScope,
} from "../../kernel/authorization/refusals.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Caller } from "../../kernel/identity/caller.ts";

/** One thing that a directive asks of a caller. Of alternatives one must hold, and all of it. */
export type Requirement =
  | { readonly kind: "authenticated" }
  | { readonly kind: "scopes"; readonly alternatives: readonly (readonly string[])[] }
  | { readonly kind: "policies"; readonly alternatives: readonly (readonly PolicyName[])[] };

/** Why a caller does not meet a requirement: of the first alternative, what it lacks first. */
export function refuse(requirement: Requirement, caller: Caller, clock: Clock): Refusal {
  switch (requirement.kind) {
    case "authenticated":
      return refuseAnonymous(caller);
    case "scopes":
      return refuseAll(requirement.alternatives, (scope) => refuseWithoutScope(caller, scope));
    case "policies":
      return refuseAll(requirement.alternatives, (policy) => policies[policy](caller, clock));
  }
}

function refuseAll<Name>(alternatives: readonly (readonly Name[])[], refuseOne: (name: Name) => Refusal): Refusal {
  let first: Refusal;
  for (const alternative of alternatives) {
    const refusal = alternative.map(refuseOne).find((each) => each !== undefined);
    if (refusal === undefined) return undefined;
    first ??= refusal;
  }
  return first;
}

/**
 * A policy that nobody has written would permit nobody, or everybody.
 * @throws Error
 */
export function knownPolicy(name: string): PolicyName {
  if (!isPolicyName(name)) throw new Error(`the schema names the policy ${name}, which kernel/authorization lacks`);
  return name;
}
