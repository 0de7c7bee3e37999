import { middleware } from "graphql-middleware";
import { allow, type IRules, rule, shield } from "graphql-shield";
import { AirgraphError } from "../errors/airgraph-error.ts";
import type { Caller, Person, Role } from "../identity/caller.ts";
import { roles } from "../identity/caller.ts";

/** Every subgraph's context carries at least who asks. */
export interface CallerContext {
  readonly caller: Caller;
}

/** Somebody is signed in. */
export const isSignedIn = rule("isSignedIn", { cache: "contextual" })((_parent, _args, { caller }: CallerContext) =>
  caller.kind === "person" ? true : unauthenticated(caller),
);

/** The request comes from a part of Airgraph itself, on nobody's behalf. */
export const isService = rule("isService", { cache: "contextual" })((_parent, _args, { caller }: CallerContext) =>
  caller.kind === "service" ? true : new AirgraphError("FORBIDDEN", "Only Airgraph itself may ask for this."),
);

/** A member of the tenant with this role or a higher one. */
export function hasRole(least: Role) {
  return rule(`hasRole ${least}`, { cache: "contextual" })((_parent, _args, { caller }: CallerContext) => {
    if (caller.kind !== "person") return unauthenticated(caller);
    if (roles.indexOf(caller.role) <= roles.indexOf(least)) return true;
    return new AirgraphError("FORBIDDEN", `This needs the role ${least} or higher; yours is ${caller.role}.`, {
      role: least,
    });
  });
}

/**
 * The caller as a person, for resolvers behind `isSignedIn`.
 * @throws AirgraphError UNAUTHENTICATED, so that a field whose rule was forgotten still lets nobody through
 */
export function personOf({ caller }: CallerContext): Person {
  if (caller.kind !== "person") throw unauthenticated(caller);
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

function unauthenticated(caller: Caller): AirgraphError {
  return caller.kind === "anonymous"
    ? new AirgraphError("UNAUTHENTICATED", "Sign in first: this needs an access token in the Authorization header.")
    : new AirgraphError("FORBIDDEN", "This needs a person's identity.");
}
