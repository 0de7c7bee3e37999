import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { createTestRouter } from "../../tests/support/identity.ts";
import { newAccount, newMachine, newPerson, roleNames } from "../../tests/support/subgraph.ts";
import { systemClock } from "../clock.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { isStream } from "../executor/executor.ts";
import type { RequestScope } from "../executor/local-executor.ts";
import type { Caller } from "../identity/caller.ts";
import { builtInRoles, type Scope, scopes } from "../identity/scopes.ts";
import { silentLogger } from "../logger.ts";
import { createSubgraphExecutor } from "../subgraph/subgraph-executor.ts";
import { actorOf, actsInTenant, hasScope, isService, isSignedIn, permissions, personOf, signedInOf } from "./rules.ts";

/** The field that needs a scope. */
const guardedBy = (scope: Scope) => scope.replace(":", "_");

const schema = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query {
    forPeople: String
    forActors: String
    forServices: String
    ${scopes.map((scope) => `${guardedBy(scope)}: String`).join(" ")}
    forgotten: String
    thing: Thing
    conflict: String
  }
  type Mutation {
    forgottenToo: String
  }
  type Subscription {
    ticks: String
    forgottenTicks: String
  }
  type Thing @key(fields: "id") {
    id: ID!
    open: String
    forgotten: String
  }
  type Hidden @key(fields: "id") {
    id: ID!
    secret: String
  }
`;

const ran: string[] = [];
const answer = (name: string) => () => {
  ran.push(name);
  return name;
};
async function* one(name: string) {
  ran.push(name);
  yield { [name]: "tick" };
}

const { sign, identityKey, identitySecret } = createTestRouter();
const executor = createSubgraphExecutor<RequestScope>({
  name: "test",
  schema,
  resolvers: {
    Query: {
      ...Object.fromEntries(
        ["forPeople", "forActors", "forServices", "forgotten", ...scopes.map(guardedBy)].map((name) => [
          name,
          answer(name),
        ]),
      ),
      thing: () => ({ id: "1", open: "open", forgotten: "forgotten" }),
      conflict: () => {
        throw new AirgraphError("CONFLICT", "Taken.", { field: "name" });
      },
    },
    Mutation: { forgottenToo: answer("forgottenToo") },
    Subscription: {
      ticks: { subscribe: () => one("ticks") },
      forgottenTicks: { subscribe: () => one("forgottenTicks") },
    },
    Thing: { __resolveReference: ({ id }: { id: string }) => ({ id, open: "open", forgotten: "forgotten" }) },
    Hidden: { __resolveReference: ({ id }: { id: string }) => ({ id, secret: "secret" }) },
  },
  permissions: permissions({
    Query: {
      forPeople: isSignedIn,
      forActors: actsInTenant,
      forServices: isService,
      ...Object.fromEntries(scopes.map((scope) => [guardedBy(scope), hasScope(scope)])),
      thing: isSignedIn,
      conflict: isSignedIn,
    },
    Subscription: { ticks: isSignedIn },
    Thing: { id: isSignedIn, open: isSignedIn },
  }),
  identityKey,
  identitySecret,
  createContext: (scope) => scope,
  clock: systemClock,
  logger: silentLogger,
});

async function ask(caller: Caller, query: string) {
  return executor({ query, identity: await sign(caller, "test"), requestId: randomUUID() });
}

async function codeOf(caller: Caller, query: string): Promise<unknown> {
  const result = await ask(caller, query);
  return isStream(result) ? "a stream" : result.errors?.[0]?.extensions?.["code"];
}

const anonymous: Caller = { kind: "anonymous" };
const router: Caller = { kind: "service", name: "router" };
const person = newPerson();
const account = newAccount();
const machine = newMachine(["data:read"]);

describe("what has no rule", () => {
  it.each([
    ["a query's field", "{ forgotten }"],
    ["a mutation's field", "mutation { forgottenToo }"],
    ["a subscription's field", "subscription { forgottenTicks }"],
    ["a field of a type that has others", "{ thing { forgotten } }"],
    [
      "a field of an entity",
      '{ _entities(representations: [{ __typename: "Thing", id: "1" }]) { ... on Thing { forgotten } } }',
    ],
    ["an entity's key", '{ _entities(representations: [{ __typename: "Hidden", id: "1" }]) { ... on Hidden { id } } }'],
    [
      "an entity of a type without rules",
      '{ _entities(representations: [{ __typename: "Hidden", id: "1" }]) { ... on Hidden { secret } } }',
    ],
  ])("is denied to everybody: %s", async (_what, query) => {
    ran.length = 0;
    for (const caller of [newPerson({ role: "owner" }), router]) expect(await codeOf(caller, query)).toBe("FORBIDDEN");
    expect(await codeOf(anonymous, query)).toMatch(/FORBIDDEN|UNAUTHENTICATED/);
    expect(ran).toEqual([]);
  });

  it("costs only its own field", async () => {
    expect(await ask(person, "{ forPeople forgotten }")).toMatchObject({
      data: { forPeople: "forPeople", forgotten: null },
      errors: [{ path: ["forgotten"], extensions: { code: "FORBIDDEN" } }],
    });
  });
});

describe("isSignedIn", () => {
  it("lets people through, in a tenant or in none, and nobody else", async () => {
    for (const caller of [person, account]) expect(await codeOf(caller, "{ forPeople }")).toBeUndefined();
    expect(await codeOf(anonymous, "{ forPeople }")).toBe("UNAUTHENTICATED");
    for (const caller of [router, machine]) expect(await codeOf(caller, "{ forPeople }")).toBe("FORBIDDEN");
  });

  it("guards entities by whatever way they are reached", async () => {
    const query = '{ _entities(representations: [{ __typename: "Thing", id: "1" }]) { ... on Thing { open } } }';
    expect(await ask(person, query)).toEqual({ data: { _entities: [{ open: "open" }] } });
    expect(await codeOf(anonymous, query)).toBe("UNAUTHENTICATED");
  });

  it("guards subscriptions before they start", async () => {
    ran.length = 0;
    expect(await codeOf(anonymous, "subscription { ticks }")).toBe("UNAUTHENTICATED");
    expect(ran).toEqual([]);
    expect(await codeOf(person, "subscription { ticks }")).toBe("a stream");
  });
});

describe("isService", () => {
  it("lets parts of Airgraph through, and no person", async () => {
    expect(await codeOf(router, "{ forServices }")).toBeUndefined();
    expect(await codeOf(newPerson({ role: "owner" }), "{ forServices }")).toBe("FORBIDDEN");
    expect(await codeOf(anonymous, "{ forServices }")).toBe("FORBIDDEN");
  });
});

describe("actsInTenant", () => {
  it("lets whoever acts in a tenant through, whatever they may do there", async () => {
    for (const caller of [person, machine, newMachine([])]) {
      expect(await codeOf(caller, "{ forActors }")).toBeUndefined();
    }
    expect(await codeOf(anonymous, "{ forActors }")).toBe("UNAUTHENTICATED");
    for (const caller of [router, account]) expect(await codeOf(caller, "{ forActors }")).toBe("FORBIDDEN");
  });
});

describe("hasScope", () => {
  it.each(scopes)("lets exactly those through who have %s", async (scope) => {
    const query = `{ ${guardedBy(scope)} }`;
    const others = scopes.filter((other) => other !== scope);
    for (const [permitted, caller] of [
      [true, newMachine([scope])],
      [true, { ...person, roleId: "custom", scopes: [scope] }],
      [false, newMachine(others)],
      [false, { ...person, roleId: "owner", scopes: others }],
    ] as const) {
      expect(await codeOf(caller, query)).toBe(permitted ? undefined : "FORBIDDEN");
    }
  });

  it.each(roleNames)("permits the role %s what its scopes say", async (role) => {
    const query = `{ ${scopes.map(guardedBy).join(" ")} }`;
    const result = await ask(newPerson({ role }), query);
    const permitted: readonly Scope[] = builtInRoles[role];
    const expected = scopes.map((scope) => [guardedBy(scope), permitted.includes(scope) ? guardedBy(scope) : null]);
    expect(result).toMatchObject({ data: Object.fromEntries(expected) });
  });

  it("says which scope is missing, and tells people and machines in their own words", async () => {
    const query = "{ data_read members_write }";
    const told = (message: unknown) => ({
      data: { data_read: "data_read", members_write: null },
      errors: [{ message, extensions: { code: "FORBIDDEN", scope: "members:write" } }],
    });
    expect(await ask(newPerson({ role: "editor" }), query)).toMatchObject(told(expect.stringContaining("your role")));
    expect(await ask(machine, query)).toMatchObject(told(expect.stringContaining("this API key")));
  });

  it("tells strangers to sign in, and others that this needs somebody in a tenant", async () => {
    expect(await codeOf(anonymous, "{ data_read }")).toBe("UNAUTHENTICATED");
    for (const caller of [router, account]) expect(await codeOf(caller, "{ data_read }")).toBe("FORBIDDEN");
  });
});

describe("an error", () => {
  it("of a resolver behind a rule keeps its code and details", async () => {
    expect(await ask(person, "{ conflict }")).toMatchObject({
      errors: [{ message: "Taken.", extensions: { code: "CONFLICT", field: "name" } }],
    });
  });
});

describe("what resolvers ask for the caller with is the last door where a rule was forgotten", () => {
  const code = (of: (context: { caller: Caller }) => Caller, caller: Caller) => {
    try {
      expect(of({ caller })).toBe(caller);
      return "let through";
    } catch (error) {
      return error instanceof AirgraphError ? error.code : error;
    }
  };
  it.each([
    ["actorOf", actorOf, [person, machine], [account, router]],
    ["personOf", personOf, [person], [account, machine, router]],
    ["signedInOf", signedInOf, [person, account], [machine, router]],
  ] as const)("%s", (_name, of, welcome, forbidden) => {
    for (const caller of welcome) expect(code(of, caller)).toBe("let through");
    for (const caller of forbidden) expect(code(of, caller)).toBe("FORBIDDEN");
    expect(code(of, anonymous)).toBe("UNAUTHENTICATED");
  });
});
