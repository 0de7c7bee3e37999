import type { Clock } from "../clock.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import type { Actor, Caller } from "../identity/caller.ts";

/**
 * Each decision on a caller, once: shield's rules and the router's directives ask the same functions, so they can't
 * come to differ. A refusal is an error to be told; undefined permits.
 */
export type Refusal = AirgraphError | undefined;

/** How long a proof of who one is stands for what is grave. */
const recentSignInSeconds = 15 * 60;

/** What `@policy` may name in a schema. */
export const policies = {
  /** A person is signed in, whether they act in a tenant or not. */
  person: (caller: Caller): Refusal =>
    caller.kind === "person" || caller.kind === "account"
      ? undefined
      : refused(caller, "This needs a person's identity."),

  /** No person is signed in: for what begins a sign-in. */
  stranger: (caller: Caller): Refusal =>
    caller.kind === "person" || caller.kind === "account"
      ? new AirgraphError("FORBIDDEN", "This is for people who are not signed in.")
      : undefined,

  /** A person acts in a tenant. */
  member: (caller: Caller): Refusal =>
    caller.kind === "person" ? undefined : refused(caller, "This needs a person who acts in a tenant."),

  /**
   * A person proved at most 15 minutes ago who they are, by signing in or by `confirmIdentity`. Never holds for a workflow
   * run. Tells clients by `extensions.reason` that asking for the password helps.
   */
  recent_sign_in: (caller: Caller, clock: Clock): Refusal => {
    if (caller.kind !== "person" && caller.kind !== "account")
      return refused(caller, "This needs a person's identity.");
    const { session } = caller;
    if (session !== undefined && clock.now() <= (session.confirmedAt + recentSignInSeconds) * 1000) return undefined;
    return new AirgraphError(
      "FORBIDDEN",
      "This needs a sign-in of the last 15 minutes: prove who you are by confirmIdentity, then try again.",
      { reason: "RECENT_SIGN_IN_NEEDED" },
    );
  },

  /** The request comes from a part of Airgraph itself, on nobody's behalf. */
  service: (caller: Caller): Refusal =>
    caller.kind === "service" ? undefined : new AirgraphError("FORBIDDEN", "Only Airgraph itself may ask for this."),
} as const satisfies Record<string, (caller: Caller, clock: Clock) => Refusal>;

export type PolicyName = keyof typeof policies;

export function isPolicyName(name: string): name is PolicyName {
  return Object.hasOwn(policies, name);
}

/** Whether credentials came at all, whoever's they are. */
export function refuseAnonymous(caller: Caller): Refusal {
  return caller.kind === "anonymous" ? refused(caller, "") : undefined;
}

/** Whether somebody acts in a tenant. Says nothing of what they may do there. */
export function refuseOutsider(caller: Caller): Refusal {
  return isActor(caller) ? undefined : refused(caller, "This needs an identity that acts in a tenant.");
}

/** Whether somebody acts in a tenant and was permitted this there, by role or by API key. */
export function refuseWithoutScope(caller: Caller, scope: string): Refusal {
  if (!isActor(caller)) return refuseOutsider(caller);
  if (caller.scopes.some((held) => held === scope)) return undefined;
  const lacking = caller.kind === "person" ? "your role in this tenant" : "this API key";
  return new AirgraphError("FORBIDDEN", `This needs the scope ${scope}, which ${lacking} does not have.`, { scope });
}

/** Whether somebody acts in a tenant. */
export function isActor(caller: Caller): caller is Actor {
  return caller.kind === "person" || caller.kind === "machine";
}

/** @param message for callers who are signed in; nobody else can do anything about it */
export function refused(caller: Caller, message: string): AirgraphError {
  return caller.kind === "anonymous"
    ? new AirgraphError("UNAUTHENTICATED", "Sign in first: this needs an access token in the Authorization header.")
    : new AirgraphError("FORBIDDEN", message);
}
