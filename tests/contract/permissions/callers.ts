import { type Clock, systemClock } from "../../../kernel/clock.ts";
import type { Caller, Person } from "../../../kernel/identity/caller.ts";
import { apiKeyId, sessionId, tenantId, userId } from "../../../kernel/identity/ids.ts";
import { type BuiltInRole, builtInRoles, type Scope, scope, scopes } from "../../../kernel/identity/scopes.ts";
import type { GuardedSchema } from "../../../router/authorization/guarded-schema.ts";
import { type Requirement, refuse } from "../../../router/authorization/requirements.ts";
import type { Step } from "./find-paths.ts";

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;
const tenant = tenantId.parse(id(1));
const otherTenant = tenantId.parse(id(2));
const hour = 3_600;

function session(secondsAgo: number) {
  return {
    sessionId: sessionId.parse(id(3)),
    confirmedAt: Math.floor(systemClock.now() / 1000) - secondsAgo,
    secondFactor: false,
  };
}

function member(roleId: BuiltInRole, about: { tenant?: typeof tenant; secondsAgo?: number } = {}): Person {
  return {
    kind: "person",
    userId: userId.parse(id(4)),
    tenantId: about.tenant ?? tenant,
    roleId,
    scopes: builtInRoles[roleId],
    session: session(about.secondsAgo ?? hour),
  };
}

/** Everybody whom the matrix asks for. */
export const callers: Readonly<Record<string, Caller>> = {
  anonymous: { kind: "anonymous" },
  "an account without a tenant": { kind: "account", userId: userId.parse(id(5)), session: session(hour) },
  "an account that has just signed in": { kind: "account", userId: userId.parse(id(5)), session: session(1) },
  "a viewer": member("viewer"),
  "an editor": member("editor"),
  "an admin": member("admin"),
  "an owner": member("owner"),
  "an owner who has just signed in": member("owner", { secondsAgo: 1 }),
  "an API key without a scope": { kind: "machine", apiKeyId: apiKeyId.parse(id(6)), tenantId: tenant, scopes: [] },
  "an owner of another tenant": member("owner", { tenant: otherTenant }),
  "the router itself": { kind: "service", name: "router" },
};

/** Callers who hold exactly what the schema asks for on a way, and those who hold all but one of it. */
export function callersFor(requirements: readonly Requirement[]): Readonly<Record<string, Caller>> {
  const needed = [
    ...new Set(
      requirements.flatMap((requirement) => (requirement.kind === "scopes" ? (requirement.alternatives[0] ?? []) : [])),
    ),
  ].map((name) => scope.parse(name));
  const person = (held: readonly Scope[]): Caller => ({
    ...member("owner", { secondsAgo: 1 }),
    roleId: "custom",
    scopes: held,
  });
  const key = (held: readonly Scope[]): Caller => ({
    kind: "machine",
    apiKeyId: apiKeyId.parse(id(6)),
    tenantId: tenant,
    scopes: held,
  });
  return {
    [`a person with ${needed.join(", ")}`]: person(needed),
    [`an API key with ${needed.join(", ")}`]: key(needed),
    ...Object.fromEntries(
      needed.map((lacking) => [`an API key with all but ${lacking}`, key(scopes.filter((each) => each !== lacking))]),
    ),
  };
}

/** All that the schema asks for on a way, in its order. */
export function requirementsOf(schema: GuardedSchema, steps: readonly Step[]): Requirement[] {
  return steps.flatMap(({ type, field }) => schema.type(type.name)?.field(field.name)?.requirements ?? []);
}

/** What the schema says that a caller hears: a code, or nothing when they may ask. */
export function expectedCode(
  requirements: readonly Requirement[],
  caller: Caller,
  clock: Clock = systemClock,
): string | undefined {
  for (const requirement of requirements) {
    const refusal = refuse(requirement, caller, clock);
    if (refusal !== undefined) return refusal.code;
  }
  return undefined;
}
