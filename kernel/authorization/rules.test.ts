import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { newPerson } from "../../tests/support/subgraph.ts";
import { systemClock } from "../clock.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { isStream } from "../executor/executor.ts";
import type { RequestScope } from "../executor/local-executor.ts";
import { type Caller, roles } from "../identity/caller.ts";
import { createIdentitySigner } from "../identity/signed-identity.ts";
import { generateSigningKey, privateKey, publicKey } from "../identity/signing-key.ts";
import { silentLogger } from "../logger.ts";
import { createSubgraphExecutor } from "../subgraph/subgraph-executor.ts";
import { hasRole, isService, isSignedIn, permissions, personOf } from "./rules.ts";

const schema = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query {
    forPeople: String
    forServices: String
    forOwner: String
    forAdmin: String
    forEditor: String
    forViewer: String
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

const keys = generateSigningKey();
const sign = createIdentitySigner({ issuer: "router", key: privateKey.parse(keys.privateKey), clock: systemClock });
const executor = createSubgraphExecutor<RequestScope>({
  name: "test",
  schema,
  resolvers: {
    Query: {
      ...Object.fromEntries(
        ["forPeople", "forServices", "forOwner", "forAdmin", "forEditor", "forViewer", "forgotten"].map((name) => [
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
      forServices: isService,
      forOwner: hasRole("owner"),
      forAdmin: hasRole("admin"),
      forEditor: hasRole("editor"),
      forViewer: hasRole("viewer"),
      thing: isSignedIn,
      conflict: isSignedIn,
    },
    Subscription: { ticks: isSignedIn },
    Thing: { id: isSignedIn, open: isSignedIn },
  }),
  identityKey: publicKey.parse(keys.publicKey),
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
  it("lets people through, and nobody else", async () => {
    expect(await codeOf(person, "{ forPeople }")).toBeUndefined();
    expect(await codeOf(anonymous, "{ forPeople }")).toBe("UNAUTHENTICATED");
    expect(await codeOf(router, "{ forPeople }")).toBe("FORBIDDEN");
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

describe("hasRole", () => {
  it.each(roles.flatMap((least) => roles.map((role) => [role, least] as const)))(
    "tells what %s may do where %s is needed",
    async (role, least) => {
      const query = `{ for${least.slice(0, 1).toUpperCase()}${least.slice(1)} }`;
      const enough = roles.indexOf(role) <= roles.indexOf(least);
      expect(await codeOf(newPerson({ role }), query)).toBe(enough ? undefined : "FORBIDDEN");
    },
  );

  it("keeps roles apart in one request", async () => {
    expect(await ask(newPerson({ role: "editor" }), "{ forViewer forEditor forAdmin forOwner }")).toMatchObject({
      data: { forViewer: "forViewer", forEditor: "forEditor", forAdmin: null, forOwner: null },
      errors: [{ extensions: { code: "FORBIDDEN", role: "admin" } }, { extensions: { role: "owner" } }],
    });
  });

  it("tells strangers to sign in, and services that this needs a person", async () => {
    expect(await codeOf(anonymous, "{ forViewer }")).toBe("UNAUTHENTICATED");
    expect(await codeOf(router, "{ forViewer }")).toBe("FORBIDDEN");
  });
});

describe("an error", () => {
  it("of a resolver behind a rule keeps its code and details", async () => {
    expect(await ask(person, "{ conflict }")).toMatchObject({
      errors: [{ message: "Taken.", extensions: { code: "CONFLICT", field: "name" } }],
    });
  });
});

describe("personOf", () => {
  it("is the last door where a rule was forgotten", () => {
    expect(personOf({ caller: person })).toBe(person);
    expect(() => personOf({ caller: anonymous })).toThrow(expect.objectContaining({ code: "UNAUTHENTICATED" }));
    expect(() => personOf({ caller: router })).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  });
});
