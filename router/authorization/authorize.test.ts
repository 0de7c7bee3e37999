import { describe, expect, it } from "@jest/globals";
import { parse, print } from "graphql";
import type { Caller } from "../../kernel/identity/caller.ts";
import { apiKeyId, sessionId, tenantId, userId } from "../../kernel/identity/ids.ts";
import { newPerson } from "../../tests/support/subgraph.ts";
import { type AuthorizationMode, createAuthorize } from "./authorize.ts";
import { readGuardedSchema } from "./guarded-schema.ts";

const sdl = /* GraphQL */ `
  schema @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY) {
    query: Query
    mutation: Mutation
    subscription: Subscription
  }
  type Query {
    open: String
    me: User @authenticated
    bases: [Base!] @requiresScopes(scopes: [["data:read"]])
    either: String @requiresScopes(scopes: [["data:write", "data:read"], ["usage:read"]])
    things: [Thing!]!
    must: String! @authenticated
    node: Node
  }
  type Node {
    id: ID!
    next: Node
    secret: String @authenticated
  }
  type Mutation {
    first: String
    deleteAccount: String @authenticated @policy(policies: [["recent_sign_in"]])
    last: String
  }
  type Subscription {
    ticks: Tick @requiresScopes(scopes: [["runs:read"]])
    news: Tick
  }
  type Tick {
    at: String
    secret: String @authenticated
  }
  type User {
    id: ID!
    email: String @requiresScopes(scopes: [["members:read"]])
  }
  type Base {
    id: ID!
    cells: String! @requiresScopes(scopes: [["data:write"]])
  }
  interface Thing {
    id: ID!
  }
  type Stone implements Thing {
    id: ID!
    weight: Int @authenticated
  }
  type Idea implements Thing {
    id: ID!
    source: Source
  }
  type Source @authenticated {
    name: String
  }
`;

const now = Date.UTC(2026, 4, 1, 12);
const clock = { now: () => now };
const anonymous: Caller = { kind: "anonymous" };
const viewer = newPerson({ role: "viewer" });
const bareKey: Caller = {
  kind: "machine",
  apiKeyId: apiKeyId.parse("00000000-0000-4000-8000-000000000001"),
  tenantId: tenantId.parse("00000000-0000-4000-8000-000000000002"),
  scopes: [],
};
const confirmed = (minutesAgo: number): Caller => ({
  kind: "account",
  userId: userId.parse("00000000-0000-4000-8000-000000000003"),
  session: {
    sessionId: sessionId.parse("00000000-0000-4000-8000-000000000004"),
    confirmedAt: now / 1000 - minutesAgo * 60,
    secondFactor: false,
  },
});

function authorizer(mode: AuthorizationMode = "null") {
  const authorize = createAuthorize({ schema: readGuardedSchema(sdl), mode, clock });
  return (caller: Caller, source: string, variables: Record<string, unknown> = {}) =>
    authorize({ document: parse(source), variables, caller });
}

/** What would be planned, on one line. */
function leftOf(caller: Caller, source: string): string | undefined {
  const authorization = authorizer()(caller, source);
  if (authorization.kind === "permitted") return source;
  return authorization.kind === "refused" ? undefined : print(authorization.document).replaceAll(/\s+/g, " ");
}

describe("an operation that the caller may have", () => {
  it("goes on as it came, looked at once", () => {
    const authorize = authorizer();
    expect(authorize(viewer, "{ me { id email } bases { id } }")).toEqual({ kind: "permitted" });
    expect(authorize(anonymous, "{ open __typename __schema { types { name } } }")).toEqual({ kind: "permitted" });
  });

  it("needs one alternative of scopes, and all of it", () => {
    expect(leftOf(viewer, "{ either }")).toBe("{ either }");
    expect(leftOf({ ...bareKey, scopes: ["data:write", "data:read"] }, "{ either }")).toBe("{ either }");
    expect(leftOf({ ...bareKey, scopes: ["data:read"] }, "{ either }")).toBeUndefined();
  });

  it("needs a sign-in of the last 15 minutes where the policy says so", () => {
    const source = "mutation { deleteAccount }";
    expect(authorizer()(confirmed(15), source)).toEqual({ kind: "permitted" });
    expect(authorizer()(confirmed(16), source)).toMatchObject({
      kind: "refused",
      errors: [{ extensions: { code: "FORBIDDEN", reason: "RECENT_SIGN_IN_NEEDED" } }],
    });
  });
});

describe("an operation that the caller may have a part of", () => {
  it("is planned without the rest, which is null and told of with shield's codes", () => {
    const authorization = authorizer()(bareKey, "{ open mine: me { id mail: email } bases { id } }");
    expect(authorization).toMatchObject({
      kind: "reduced",
      errors: [
        { path: ["mine", "mail"], extensions: { code: "FORBIDDEN", scope: "members:read" } },
        {
          path: ["bases"],
          message: "This needs the scope data:read, which this API key does not have.",
          extensions: { code: "FORBIDDEN", scope: "data:read" },
        },
      ],
    });
    if (authorization.kind !== "reduced") throw new Error("it was not reduced");
    expect(authorization.complete({ open: "x", mine: { id: "1" } })).toEqual({
      open: "x",
      mine: { id: "1", mail: null },
      bases: null,
    });
  });

  it("tells strangers to sign in", () => {
    expect(authorizer()(anonymous, "{ open me { id } }")).toMatchObject({
      errors: [{ path: ["me"], extensions: { code: "UNAUTHENTICATED" } }],
    });
  });

  it("is null as far up as its type says", () => {
    const authorization = authorizer()(viewer, "{ open bases { id cells } }");
    if (authorization.kind !== "reduced") throw new Error("it was not reduced");
    expect(authorization.complete({ open: "x", bases: [{ id: "1" }, { id: "2" }] })).toEqual({
      open: "x",
      bases: null,
    });
    expect(authorization.complete({ open: "x", bases: [] })).toEqual({ open: "x", bases: [] });
    expect(authorizer()(anonymous, "{ open must }")).toMatchObject({ kind: "reduced" });
  });

  it("still finds out how many objects there are where nothing of them is left", () => {
    expect(leftOf(viewer, "{ bases { cells } }")).toBe("{ bases { __type: __typename } }");
  });

  it("asks for the type where it decides what is null", () => {
    const source = "{ things { ... on Stone { weight } ... on Idea { source { name } id } } }";
    const authorization = authorizer()(anonymous, source);
    if (authorization.kind !== "reduced") throw new Error("it was not reduced");
    expect(leftOf(anonymous, source)).toBe("{ things { ... on Idea { id } __type: __typename } }");
    expect(authorization.complete({ things: [{ __type: "Stone" }, { __type: "Idea", id: "1" }] })).toEqual({
      things: [{ weight: null }, { source: null, id: "1" }],
    });
  });

  it("takes another name for the type when the client has taken that one", () => {
    expect(leftOf(anonymous, "{ things { __type: id ... on Stone { weight } } }")).toBe(
      "{ things { __type: id __type_: __typename } }",
    );
  });

  it("loses fragments and variables with the last use of them, and other operations", () => {
    const source = `
      query Used($a: Boolean!, $b: Boolean!) { open @include(if: $a) me { ...Mine } ...Rest }
      query Other { open }
      fragment Mine on User { id @include(if: $b) }
      fragment Rest on Query { ...Open me { ...Mine } }
      fragment Open on Query { open }`;
    const authorize = createAuthorize({ schema: readGuardedSchema(sdl), mode: "null", clock });
    const authorization = authorize({
      document: parse(source),
      operationName: "Used",
      variables: { a: true, b: true },
      caller: anonymous,
    });
    if (authorization.kind !== "reduced") throw new Error("it was not reduced");
    expect(print(authorization.document).replaceAll(/\s+/g, " ")).toBe(
      "query Used($a: Boolean!) { open @include(if: $a) ...Rest } fragment Rest on Query { ...Open } fragment Open on Query { open }",
    );
  });

  it("is told nothing of what @skip and @include leave out", () => {
    const source =
      "query Q($more: Boolean = false) { open me @include(if: $more) { id } ... @skip(if: true) { must } }";
    const authorization = authorizer()(anonymous, source);
    if (authorization.kind !== "reduced") throw new Error("it was not reduced");
    expect(authorization.errors).toEqual([]);
    expect(authorization.complete({ open: "x" })).toEqual({ open: "x" });
    expect(authorizer()(anonymous, source, { more: true })).toMatchObject({ errors: [{ path: ["me"] }] });
  });

  it("carries out the other root fields of a mutation in their order", () => {
    expect(leftOf(anonymous, "mutation { last deleteAccount first }")).toBe("mutation { last first }");
  });
});

describe("an operation that the caller may have nothing of", () => {
  it("is not planned", () => {
    expect(authorizer()(anonymous, "{ me { id } bases { id } }")).toMatchObject({
      kind: "refused",
      data: { me: null, bases: null },
      errors: [{ path: ["me"] }, { path: ["bases"] }],
    });
    expect(authorizer()(anonymous, "subscription { ticks { at } }")).toMatchObject({
      kind: "refused",
      data: { ticks: null },
    });
  });

  it("is null altogether when one of its fields must not be", () => {
    expect(authorizer()(anonymous, "{ me { id } must }")).toMatchObject({ kind: "refused", data: null });
  });
});

describe("with the mode reject", () => {
  it("one forbidden field refuses the whole operation", () => {
    expect(authorizer("reject")(viewer, "mutation { first deleteAccount last }")).toMatchObject({
      kind: "refused",
      data: null,
      errors: [{ path: ["deleteAccount"], extensions: { code: "FORBIDDEN" } }],
    });
    expect(authorizer("reject")(viewer, "mutation { first last }")).toEqual({ kind: "permitted" });
  });

  it("a field that is left out anyway refuses nothing", () => {
    expect(authorizer("reject")(anonymous, "{ open me @skip(if: true) { id } }")).toMatchObject({ kind: "reduced" });
  });
});

describe("a hostile operation", () => {
  it("with fragments within fragments costs no more than its length", () => {
    const depth = 40;
    const spread = (index: number) => `a: things { ...F${index} } b: things { ...F${index} }`;
    const fragments = Array.from(
      { length: depth },
      (_, index) => `fragment F${index} on Thing { id ... on Idea { source { name } } ...G${index} }
        fragment G${index} on Thing { ... on Stone { weight } ${index + 1 < depth ? `...F${index + 1}` : "id"} }`,
    );
    const startedAt = performance.now();
    const authorization = authorizer()(anonymous, [`{ ${spread(0)} }`, ...fragments].join("\n"));
    expect(authorization.kind).toBe("reduced");
    // By all its paths, which are 2 to the power of 40, it would never end.
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });

  it.each([
    ["that are left out", "a%: id @skip(if: $more)"],
    ["of other types", "... on Stone { a%: id }"],
    ["that are one and the same", "id"],
  ])("is held against a long answer once, not once for each object, by thousands of fields %s", (_which, field) => {
    const fields = Array.from({ length: 900 }, (_, index) => field.replace("%", String(index))).join(" ");
    const source = `query ($more: Boolean = true) { things { id ${fields} ... on Stone { weight } } }`;
    const authorization = authorizer()(anonymous, source);
    if (authorization.kind !== "reduced") throw new Error("it was not reduced");
    const things = Array.from({ length: 20_000 }, (_, index) => ({ __type: "Idea", id: String(index) }));
    const times: number[] = [];
    for (let round = 1; round <= 3; round += 1) {
      const before = process.cpuUsage();
      const { things: completed } = authorization.complete({ things }) ?? {};
      times.push(process.cpuUsage(before).user / 1_000);
      expect(completed).toEqual(things.map(({ id }) => ({ id })));
    }
    // Of processors, and the best of several, which others keep busy meanwhile. Once for each object it would be seconds.
    expect(Math.min(...times)).toBeLessThan(500);
  });

  it("can't hide what it may not have behind what it leaves out", () => {
    const depth = 18;
    const fragments = Array.from(
      { length: depth },
      (_, index) => `fragment F${index} on Node { a: next { ...F${index + 1} } b: next { ...F${index + 1} } }`,
    );
    const source = `query ($more: Boolean = true) { node { ...F0 } me { id } }
      ${fragments.join(" ")} fragment F${depth} on Node { id secret @skip(if: $more) }`;
    const told = { errors: [{ path: ["me"] }] };
    expect(authorizer()(anonymous, source)).toMatchObject({ kind: "reduced", ...told });
    expect(authorizer("reject")(anonymous, source)).toMatchObject({ kind: "refused", ...told });
  });

  it("that names more places than anybody reads is told of a hundred", () => {
    const source = `{ ${Array.from({ length: 500 }, (_, index) => `m${index}: me { id }`).join(" ")} }`;
    const authorization = authorizer()(anonymous, source);
    if (authorization.kind !== "refused") throw new Error("it was not refused");
    expect(authorization.errors).toHaveLength(100);
    expect(Object.keys(authorization.data ?? {})).toHaveLength(500);
  });
});

describe("a supergraph", () => {
  it("that names an unknown policy is refused", () => {
    expect(() => readGuardedSchema('type Query { a: Int @policy(policies: [["psychic"]]) }')).toThrow("psychic");
  });

  it("whose directives have other names is refused, since nobody would enforce them", () => {
    const renamed = 'schema @link(url: "https://specs.apollo.dev/policy/v0.1", as: "rule") { query: Query }';
    expect(() => readGuardedSchema(`${renamed} type Query { a: Int }`)).toThrow("another name");
  });
});
