import { randomUUID } from "node:crypto";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { describe, expect, it } from "@jest/globals";
import { defaultFieldResolver, type GraphQLResolveInfo, isObjectType, parse } from "graphql";
import { applyMiddleware } from "graphql-middleware";
import { allow, type IRule, type IRules, rule, shield } from "graphql-shield";
import { createTestRouter } from "../../tests/support/identity.ts";
import { newPerson } from "../../tests/support/subgraph.ts";
import { systemClock } from "../clock.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { type ExecutionResult, isStream } from "../executor/executor.ts";
import type { RequestScope } from "../executor/local-executor.ts";
import type { Caller } from "../identity/caller.ts";
import { silentLogger } from "../logger.ts";
import { createSubgraphExecutor } from "../subgraph/subgraph-executor.ts";
import { hasScope, isSignedIn, permissions, type RuleTree } from "./rules.ts";

/**
 * What graphql-shield does by itself that would let somebody through, or nobody, each shown next to what `permissions`
 * makes of it. A newer shield that behaves otherwise fails here first.
 */
const schema = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query {
    rows: [Row!]!
    row: Row
    pet: Pet
    either: Either
    fails: String
  }
  type Subscription {
    ticks: Row
  }
  interface Pet {
    name: String
  }
  union Either = Cat | Row
  type Cat implements Pet {
    name: String
  }
  type Row @key(fields: "id") {
    id: ID
    owner: String
    secret: String
  }
`;

const owners = ["me", "others", "others"];
const rows = owners.map((owner, index) => ({ id: String(index), owner, secret: `of ${owner}` }));
const { sign, identityKey, identitySecret } = createTestRouter();

type Middleware = Parameters<typeof createSubgraphExecutor>[0]["permissions"];

function subgraphWith(middleware: Middleware, events: () => AsyncIterable<unknown> = noEvents) {
  return createSubgraphExecutor<object>({
    name: "test",
    schema,
    resolvers: {
      Query: {
        rows: () => rows,
        row: () => rows[0],
        pet: () => ({ name: "Tom" }),
        either: () => ({ name: "Tom" }),
        fails: () => {
          throw new AirgraphError("CONFLICT", "Taken.", { field: "name" });
        },
      },
      Subscription: { ticks: { subscribe: events } },
      Pet: { __resolveType: () => "Cat" },
      Either: { __resolveType: () => "Cat" },
      Row: { __resolveReference: ({ id }: { id: string }) => rows[Number(id)] },
    },
    permissions: middleware,
    identityKey,
    identitySecret,
    createContext: (scope) => ({ ...scope }),
    clock: systemClock,
    logger: silentLogger,
  });
}

async function* noEvents() {}

async function ask(middleware: Middleware, query: string, caller: Caller = anonymous): Promise<ExecutionResult> {
  const execute = subgraphWith(middleware);
  const result = await execute({ query, identity: await sign(caller, "test"), requestId: randomUUID() });
  if (isStream(result)) throw new TypeError("a stream");
  return result;
}

const anonymous: Caller = { kind: "anonymous" };
const entity = '{ _entities(representations: [{ __typename: "Row", id: "1" }]) { ...on Row { secret } } }';
const open = { pet: allow, either: allow, fails: allow };
const stock = (tree: IRules, options = {}) => shield(tree, { allowExternalErrors: true, ...options });

describe("rules on Query's own fields", () => {
  it("do not cover _entities: by itself shield answers a stranger", async () => {
    const tree = { Query: { rows: isSignedIn, row: isSignedIn } };
    expect(await ask(stock(tree), entity)).toEqual({ data: { _entities: [{ secret: "of others" }] } });
  });

  it("are not all that there is: a type without a rule is denied wherever it is reached", async () => {
    const tree: RuleTree = { Query: { rows: isSignedIn, row: isSignedIn } };
    expect(await ask(permissions(tree), entity)).toMatchObject({
      data: { _entities: [{ secret: null }] },
      errors: [{ extensions: { code: "FORBIDDEN" } }],
    });
    expect(await ask(permissions({ ...tree, Row: isSignedIn }), entity)).toMatchObject({
      errors: [{ extensions: { code: "UNAUTHENTICATED" } }],
    });
  });
});

describe("deny by default", () => {
  it("would cut a subgraph off by itself: _service and _entities are fields too", async () => {
    const deny = rule()(() => new AirgraphError("FORBIDDEN", "No."));
    const middleware = stock({ Query: { row: allow } }, { fallbackRule: deny });
    for (const query of ["{ _service { sdl } }", entity]) {
      expect(await ask(middleware, query)).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN" } }] });
    }
  });

  it("leaves the subgraph reachable: _service answers, and types decide on entities", async () => {
    const middleware = permissions({ Query: {}, Row: allow });
    expect(await ask(middleware, "{ _service { sdl } }")).toMatchObject({
      data: { _service: { sdl: expect.any(String) } },
    });
    expect(await ask(middleware, entity)).toEqual({ data: { _entities: [{ secret: "of others" }] } });
  });
});

describe("a rule on an interface or a union", () => {
  const query = "{ pet { name } either { ...on Cat { name } } }";

  it("is ignored by shield without a word", async () => {
    const tree = { Query: { pet: allow, either: allow }, Pet: isSignedIn, Either: isSignedIn } as IRules;
    expect(await ask(stock(tree), query)).toEqual({ data: { pet: { name: "Tom" }, either: { name: "Tom" } } });
  });

  it("lets nobody through here, since the type behind it has no rule", async () => {
    const tree = { Query: open, Pet: allow, Either: allow } as unknown as RuleTree;
    const { errors } = await ask(permissions(tree), query);
    expect(errors?.map(({ path, extensions }) => [path?.join("."), extensions?.["code"]])).toEqual([
      ["pet.name", "FORBIDDEN"],
      ["either.name", "FORBIDDEN"],
    ]);
  });
});

describe("a rule that reads the parent", () => {
  const query = "{ rows { secret } }";
  const mine = ({ owner }: { owner: string }) => owner === "me" || new AirgraphError("FORBIDDEN", "Not yours.");
  const treeWith = (isMine: IRule) =>
    ({ Query: { ...open, rows: allow }, Row: { secret: isMine } }) as unknown as RuleTree;

  it("lets later rows through when it is cached by request", async () => {
    const result = await ask(permissions(treeWith(rule("cached", { cache: "contextual" })(mine))), query);
    expect(JSON.stringify(result)).toContain("of others");
  });

  it("asks for each row when it is not cached", async () => {
    const result = await ask(permissions(treeWith(rule("fresh", { cache: "no_cache" })(mine))), query);
    expect(result.data).toEqual({ rows: [{ secret: "of me" }, { secret: null }, { secret: null }] });
  });

  it("is none of ours: those that are cached look at nothing but who asks", async () => {
    for (const ours of [isSignedIn, hasScope("data:read")]) {
      // Would throw, or refuse, if it looked at them.
      const outcomes = await Promise.all(
        [{}, { owner: "others" }].map(async (parent) =>
          ours.resolve(parent, {}, { caller: newPerson(), _shield: { cache: {} } } as never, {} as never, {} as never),
        ),
      );
      expect(outcomes).toEqual([true, true]);
    }
  });
});

describe("over a stream that goes on", () => {
  it("rules are asked for every event, since every event has a context of its own", async () => {
    const asked: unknown[] = [];
    const noted = rule("noted", { cache: "contextual" })((_parent, _args, context: RequestScope) => {
      asked.push(context);
      return true;
    });
    async function* events() {
      for (const ticks of rows) yield { ticks };
    }
    const tree = { Query: open, Subscription: { ticks: allow }, Row: { secret: noted } } as unknown as RuleTree;
    const execute = subgraphWith(permissions(tree), events);
    const stream = await execute({
      query: "subscription { ticks { secret } }",
      identity: await sign(anonymous, "test"),
      requestId: "request",
    });
    if (!isStream(stream)) throw new TypeError("no stream");
    const heard: unknown[] = [];
    for await (const event of stream) heard.push(event);
    expect(heard).toHaveLength(3);
    expect(new Set(asked).size).toBe(3);
  });
});

describe("an error", () => {
  it("is by itself turned into one without a code, whatever it was", async () => {
    expect(await ask(shield({ Query: { fails: allow } }), "{ fails }")).toMatchObject({
      errors: [{ extensions: { code: "INTERNAL" } }],
    });
    expect(await ask(shield({ Query: { row: rule()(() => false) } }), "{ row { id } }")).not.toMatchObject({
      errors: [{ extensions: { code: "FORBIDDEN" } }],
    });
  });

  it("keeps its code, and a plain no has one", async () => {
    const no = rule()(() => false);
    const tree: RuleTree = { Query: { fails: isSignedIn, row: no }, Row: isSignedIn };
    expect(await ask(permissions(tree), "{ fails }", newPerson())).toMatchObject({
      errors: [{ message: "Taken.", extensions: { code: "CONFLICT", field: "name" } }],
    });
    expect(await ask(permissions(tree), "{ row { id } }")).toMatchObject({
      errors: [{ extensions: { code: "FORBIDDEN" } }],
    });
  });
});

describe("rules on leaf fields", () => {
  it("cost nothing where anybody may have the field: it stays as it was, and is no promise", () => {
    const tree = { Query: open, Row: { "*": allow, secret: isSignedIn }, Cat: allow } as unknown as RuleTree;
    const plain = buildSubgraphSchema({ typeDefs: parse(schema) });
    const guarded = applyMiddleware(plain, permissions(tree));
    const resolverOf = (type: string, field: string) => {
      const found = guarded.getType(type);
      return isObjectType(found) ? found.getFields()[field]?.resolve : undefined;
    };
    const row = { id: "1", owner: "me", name: "Tom" };
    for (const [type, field] of [
      ["Row", "id"],
      ["Row", "owner"],
      ["Cat", "name"],
    ] as const) {
      const resolve = resolverOf(type, field) ?? defaultFieldResolver;
      expect(resolve(row, {}, {}, { fieldName: field } as GraphQLResolveInfo)).toBe(row[field]);
    }
    expect(resolverOf("Row", "secret")?.(row, {}, { caller: anonymous }, {} as GraphQLResolveInfo)).toBeInstanceOf(
      Promise,
    );
  });

  it("are decided once for a request, however many fields ask", async () => {
    let decided = 0;
    const counted = rule("counted", { cache: "contextual" })(() => {
      decided += 1;
      return true;
    });
    await ask(permissions({ Query: { rows: counted }, Row: counted }), "{ rows { id owner secret } }");
    expect(decided).toBe(1);
  });
});
