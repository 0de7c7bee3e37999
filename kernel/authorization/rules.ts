import { middleware } from "graphql-middleware";
import { allow, type IRules, rule, shield } from "graphql-shield";
import type { Clock } from "../clock.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import type { Account, Actor, Caller, Person } from "../identity/caller.ts";
import { type Scope, scopes } from "../identity/scopes.ts";
import { isActor, policies, type Refusal, refused, refuseOutsider, refuseWithoutScope } from "./refusals.ts";

export { isActor };

/** Every subgraph's context carries at least who asks. */
export interface CallerContext {
  readonly caller: Caller;
}

/** A person is signed in, whether they act in a tenant or not. */
export const isSignedIn = callerRule("isSignedIn", policies.person);

/** A person acts in a tenant. */
export const isMember = callerRule("isMember", policies.member);

/** A person proved at most 15 minutes ago who they are. For subgraphs whose context has a clock. */
export const signedInRecently = rule("signedInRecently", { cache: "contextual" })(
  (_parent, _args, { caller, clock }: CallerContext & { readonly clock: Clock }) =>
    policies.recent_sign_in(caller, clock) ?? true,
);

/** Somebody, person or machine, acts in a tenant. Says nothing of what they may do there: for what `hasScope` guards already. */
export const actsInTenant = callerRule("actsInTenant", refuseOutsider);

/** The request comes from a part of Airgraph itself, on nobody's behalf. */
export const isService = callerRule("isService", policies.service);

/** One rule a scope: shield refuses two of one name. */
const scopeRules = Object.fromEntries(
  scopes.map((scope) => [scope, callerRule(`hasScope ${scope}`, (caller) => refuseWithoutScope(caller, scope))]),
) as Record<Scope, ReturnType<typeof callerRule>>;

/** Somebody acts in a tenant and was permitted this there, by role or by API key. */
export function hasScope(needed: Scope): ReturnType<typeof callerRule> {
  return scopeRules[needed];
}

/** A rule that looks at nothing but who asks, so that its answer holds for all of one request. */
function callerRule(name: string, refuse: (caller: Caller) => Refusal) {
  const made = rule(name, { cache: "contextual" })((_parent, _args, context: CallerContext) => {
    const refusal = refuse(context.caller);
    if (refusal === undefined) permittedIn(context).add(made);
    return refusal ?? true;
  });
  return made;
}

/** The rules that hold for a request, by its context. */
const permitted = new WeakMap<object, Set<unknown>>();

function permittedIn(context: object): Set<unknown> {
  let rules = permitted.get(context);
  if (rules === undefined) permitted.set(context, (rules = new Set()));
  return rules;
}

/**
 * The caller as somebody who acts in a tenant, for resolvers behind `hasScope` and `actsInTenant`.
 * @throws AirgraphError UNAUTHENTICATED, so that a field whose rule was forgotten still lets nobody through
 */
export function actorOf({ caller }: CallerContext): Actor {
  if (!isActor(caller)) throw refused(caller, "This needs an identity that acts in a tenant.");
  return caller;
}

/**
 * `hasScope` for a place where shield's rule would be asked too often: where an entity is found, rather than at each of
 * its fields.
 * @throws AirgraphError like `hasScope`
 */
export function requireScope({ caller }: CallerContext, scope: Scope): void {
  const refusal = refuseWithoutScope(caller, scope);
  if (refusal !== undefined) throw refusal;
}

/**
 * The caller as a person who acts in a tenant: for what a machine can't do.
 * @throws AirgraphError like `actorOf`; FORBIDDEN for a machine
 */
export function personOf({ caller }: CallerContext): Person {
  if (caller.kind !== "person") throw refused(caller, "This needs a person who acts in a tenant.");
  return caller;
}

/**
 * The caller as a signed-in person, in a tenant or not, for resolvers behind `isSignedIn`.
 * @throws AirgraphError like `personOf`
 */
export function signedInOf({ caller }: CallerContext): Person | Account {
  if (caller.kind !== "person" && caller.kind !== "account") throw refused(caller, "This needs a person's identity.");
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
  const rules = { ...tree, Query: { ...tree.Query, _entities: allow, _service: allow }, _Service: allow };
  const guarded = shield(rules, {
    fallbackRule: denied,
    // Shield otherwise turns every error of a resolver into "Not Authorised!".
    allowExternalErrors: true,
    fallbackError: (cause) => (cause instanceof Error ? cause : new AirgraphError("FORBIDDEN", "You may not do this.")),
  });
  return middleware((schema) => withFastLane(guarded.generate(schema), rules));
}

type FieldMiddleware = (
  resolve: (parent: unknown, args: unknown, context: object, info: unknown) => unknown,
  parent: unknown,
  args: unknown,
  context: object,
  info: unknown,
) => unknown;

/**
 * Shield makes every field that it guards a promise, ten microseconds each, and lists have thousands of fields. So it is
 * not asked about fields that anybody may have, and about others only until their rule has been found to hold for the
 * request.
 */
function withFastLane<Middlewares extends object>(middlewares: Middlewares, tree: RuleTree): Middlewares {
  return Object.fromEntries(
    Object.entries(middlewares).flatMap(
      ([type, fields]: [string, Record<string, FieldMiddleware | { readonly resolve: FieldMiddleware }>]) => {
        const guarded = Object.entries(fields).flatMap(
          ([field, decide]): [string, FieldMiddleware | { readonly resolve: FieldMiddleware }][] => {
            const needed = ruleOf(tree, type, field);
            if (needed === allow) return [];
            if (typeof decide !== "function") return [[field, decide]]; // Of rules that were put together.
            const fast: FieldMiddleware = (resolve, parent, args, context, info) =>
              permitted.get(context)?.has(needed) === true
                ? resolve(parent, args, context, info)
                : decide(resolve, parent, args, context, info);
            return [[field, fast]];
          },
        );
        return guarded.length === 0 ? [] : [[type, Object.fromEntries(guarded)]];
      },
    ),
  ) as Middlewares;
}

function ruleOf(tree: RuleTree, type: string, field: string): ShieldRule | undefined {
  const rules = tree[type];
  return isFieldMap(rules) ? (rules[field] ?? rules["*"]) : rules;
}

function isFieldMap(rules: RuleTree[string] | undefined): rules is Readonly<Record<string, ShieldRule>> {
  return rules !== undefined && Object.getPrototypeOf(rules) === Object.prototype;
}

const denied = rule("denied", { cache: "no_cache" })(
  () => new AirgraphError("FORBIDDEN", "You may not ask for this field."),
);
