import { middleware } from "graphql-middleware";
import { allow, type IRules, rule, shield } from "graphql-shield";
import type { Clock } from "../clock.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import type { Account, Actor, Caller, Person } from "../identity/caller.ts";
import { type Scope, scopes } from "../identity/scopes.ts";

/** Every subgraph's context carries at least who asks. */
export interface CallerContext {
  readonly caller: Caller;
}

/** A person is signed in, whether they act in a tenant or not. */
export const isSignedIn = rule("isSignedIn", { cache: "contextual" })((_parent, _args, { caller }: CallerContext) =>
  caller.kind === "person" || caller.kind === "account" ? true : refusal(caller, "This needs a person's identity."),
);

/** How long a proof of who one is stands for what is grave. */
const recentSignInSeconds = 15 * 60;

/**
 * A person proved at most 15 minutes ago who they are, by signing in or by `confirmIdentity`. Never holds for a workflow
 * run. Tells clients by `extensions.reason` that asking for the password helps.
 */
export const signedInRecently = rule("signedInRecently", { cache: "contextual" })(
  (_parent, _args, { caller, clock }: CallerContext & { readonly clock: Clock }) => {
    if (caller.kind !== "person" && caller.kind !== "account")
      return refusal(caller, "This needs a person's identity.");
    const { session } = caller;
    if (session !== undefined && clock.now() <= (session.confirmedAt + recentSignInSeconds) * 1000) return true;
    return new AirgraphError(
      "FORBIDDEN",
      "This needs a sign-in of the last 15 minutes: prove who you are by confirmIdentity, then try again.",
      { reason: "RECENT_SIGN_IN_NEEDED" },
    );
  },
);

/** Somebody, person or machine, acts in a tenant. Says nothing of what they may do there: for what `hasScope` guards already. */
export const actsInTenant = rule("actsInTenant", { cache: "contextual" })(
  (_parent, _args, { caller }: CallerContext) =>
    isActor(caller) ? true : refusal(caller, "This needs an identity that acts in a tenant."),
);

/** The request comes from a part of Airgraph itself, on nobody's behalf. */
export const isService = rule("isService", { cache: "contextual" })((_parent, _args, { caller }: CallerContext) =>
  caller.kind === "service" ? true : new AirgraphError("FORBIDDEN", "Only Airgraph itself may ask for this."),
);

/** One rule a scope: shield refuses two of one name. */
const scopeRules = Object.fromEntries(scopes.map((needed) => [needed, scopeRule(needed)])) as Record<
  Scope,
  ReturnType<typeof scopeRule>
>;

/** Somebody acts in a tenant and was permitted this there, by role or by API key. */
export function hasScope(needed: Scope): ReturnType<typeof scopeRule> {
  return scopeRules[needed];
}

function scopeRule(needed: Scope) {
  return rule(`hasScope ${needed}`, { cache: "contextual" })(
    (_parent, _args, context: CallerContext) => refusedFor(context, needed) ?? true,
  );
}

/**
 * The same as `hasScope`, for fields that one answer has by the thousand: a rule would make a promise of each.
 * @throws AirgraphError UNAUTHENTICATED or FORBIDDEN
 */
export function requireScope(context: CallerContext, needed: Scope): void {
  const refused = refusedFor(context, needed);
  if (refused !== undefined) throw refused;
}

function refusedFor({ caller }: CallerContext, needed: Scope): AirgraphError | undefined {
  if (!isActor(caller)) return refusal(caller, "This needs an identity that acts in a tenant.");
  if (caller.scopes.includes(needed)) return undefined;
  const lacking = caller.kind === "person" ? "your role in this tenant" : "this API key";
  return new AirgraphError("FORBIDDEN", `This needs the scope ${needed}, which ${lacking} does not have.`, {
    scope: needed,
  });
}

/**
 * The caller as somebody who acts in a tenant, for resolvers behind `hasScope` and `actsInTenant`.
 * @throws AirgraphError UNAUTHENTICATED, so that a field whose rule was forgotten still lets nobody through
 */
export function actorOf({ caller }: CallerContext): Actor {
  if (!isActor(caller)) throw refusal(caller, "This needs an identity that acts in a tenant.");
  return caller;
}

/**
 * The caller as a person who acts in a tenant: for what a machine can't do.
 * @throws AirgraphError like `actorOf`; FORBIDDEN for a machine
 */
export function personOf({ caller }: CallerContext): Person {
  if (caller.kind !== "person") throw refusal(caller, "This needs a person who acts in a tenant.");
  return caller;
}

/**
 * The caller as a signed-in person, in a tenant or not, for resolvers behind `isSignedIn`.
 * @throws AirgraphError like `personOf`
 */
export function signedInOf({ caller }: CallerContext): Person | Account {
  if (caller.kind !== "person" && caller.kind !== "account") throw refusal(caller, "This needs a person's identity.");
  return caller;
}

/** One rule or a combination of them: what shield takes that is no map. */
type ShieldRule = Exclude<IRules, Record<string, unknown>>;

/** Rules by type, or by type and field. */
export type RuleTree = Readonly<Record<string, ShieldRule | Readonly<Record<string, ShieldRule>>>> & {
  readonly Query: Readonly<Record<string, ShieldRule>>;
};

/**
 * graphql-shield as every subgraph uses it: what has no rule is denied, and errors keep their codes. `_entities` and
 * `_service` are open, since denying them would cut the subgraph off: the types that `_entities` leads to are guarded,
 * which rules on Query's own fields would not do.
 */
export function permissions(tree: RuleTree) {
  const guarded = shield(
    { ...tree, Query: { ...tree.Query, _entities: allow, _service: allow }, _Service: allow },
    {
      fallbackRule: denied,
      // Shield otherwise turns every error of a resolver into "Not Authorised!".
      allowExternalErrors: true,
      fallbackError: (cause) =>
        cause instanceof Error ? cause : new AirgraphError("FORBIDDEN", "You may not do this."),
    },
  );
  // Shield makes every field that it guards a promise, also one that anybody may have; lists have thousands of those.
  const open = Object.keys(tree).filter((type) => tree[type] === allow);
  return middleware((schema) => omit(guarded.generate(schema), open));
}

function omit<T extends object>(map: T, keys: readonly string[]): T {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key))) as T;
}

const denied = rule("denied", { cache: "no_cache" })(
  () => new AirgraphError("FORBIDDEN", "You may not ask for this field."),
);

/** Whether somebody acts in a tenant. */
export function isActor(caller: Caller): caller is Actor {
  return caller.kind === "person" || caller.kind === "machine";
}

function refusal(caller: Caller, message: string): AirgraphError {
  return caller.kind === "anonymous"
    ? new AirgraphError("UNAUTHENTICATED", "Sign in first: this needs an access token in the Authorization header.")
    : new AirgraphError("FORBIDDEN", message);
}
