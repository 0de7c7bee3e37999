import type { FetchNode, PlanNode } from "@apollo/query-planner";
import { describe, expect, it } from "@jest/globals";
import { buildSchema, getOperationAST, OperationTypeNode, parse } from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { compileOperation } from "./compile/compile-operation.ts";
import { execute } from "./execute.ts";
import { writeResponse } from "./respond/write-response.ts";

const schema = buildSchema(`
  type Query { book: Book books: [Book] shelf: [[Book]] big: Int }
  type Book { id: ID! title: String price: Int maker: Maker }
  type Maker { id: ID! name: String }
`);

describe("execution of a plan", () => {
  it.each([
    ["in the order of the plan", ["one", "two"]],
    ["in the other order", ["two", "one"]],
  ])("keeps of conflicting parallel answers the plan's last when they come %s", async (_, order) => {
    const answers = held();
    const answering = run("{ book { title } }", {
      plan: { kind: "Parallel", nodes: [root("one", "{ book { title } }"), root("two", "{ book { title } }")] },
      executors: { one: answers.executor("one"), two: answers.executor("two") },
    });
    for (const name of order) await answers.release(name, { data: { book: { title: `of ${name}` } } });
    expect((await answering).data).toEqual({ book: { title: "of two" } });
  });

  it("does not wait for ever for a parallel fetch that fails or has nothing to ask", async () => {
    const plan: PlanNode = {
      kind: "Parallel",
      nodes: [
        entities("one", ["book"], "id", "title"),
        root("two", "{ book { title } }"),
        root("three", "{ book { title } }"),
      ],
    };
    const { data, errors } = await run("{ book { title } }", {
      plan,
      executors: {
        two: async () => {
          throw new AirgraphError("TIMEOUT", "too late");
        },
        three: async () => ({ data: { book: { title: "there" } } }),
      },
    });
    expect(data).toEqual({ book: { title: "there" } });
    expect(errors?.map(({ path }) => path)).toEqual([["book"]]);
  });

  it("adds to an object that stands in several places once, and answers it in each", async () => {
    const asked: unknown[] = [];
    const { data } = await run("{ books { maker { name } } }", {
      plan: {
        kind: "Sequence",
        nodes: [
          root("books", "{ books { __typename id } }"),
          entities("makers", ["books", "@"], "id", "maker { __typename id }"),
          entities("names", ["books", "@", "maker"], "id", "name", "Maker"),
        ],
      },
      executors: {
        books: async () => ({ data: { books: ["1", "2", "1"].map((id) => ({ __typename: "Book", id })) } }),
        makers: entityExecutor(asked, ({ id }) => ({ maker: { __typename: "Maker", id: `m${String(id)}` } })),
        names: entityExecutor(asked, ({ id }) => ({ name: `name of ${String(id)}` })),
      },
    });
    expect(asked).toEqual([
      ["1", "2"],
      ["m1", "m2"],
    ]);
    expect(data).toEqual({ books: ["m1", "m2", "m1"].map((id) => ({ maker: { name: `name of ${id}` } })) });
  });

  it("tells an error below a shared object in each place where that stands", async () => {
    const { errors } = await run("{ shelf { maker { name } } }", {
      plan: {
        kind: "Sequence",
        nodes: [
          root("books", "{ shelf { __typename id } }"),
          entities("makers", ["shelf", "@", "@"], "id", "maker { __typename id }"),
          entities("names", ["shelf", "@", "@", "maker"], "id", "name", "Maker"),
        ],
      },
      executors: {
        books: async () => ({ data: { shelf: [[book("1"), null], [book("1")]] } }),
        makers: entityExecutor([], () => ({ maker: { __typename: "Maker", id: "m" } })),
        names: async () => ({
          data: { _entities: [{ name: null }] },
          errors: [{ message: "no name", path: ["_entities", 0, "name"], extensions: { code: "NOT_FOUND" } }],
        }),
      },
    });
    expect(errors?.map(({ path }) => path)).toEqual([
      ["shelf", 0, 0, "maker", "name"],
      ["shelf", 1, 0, "maker", "name"],
    ]);
  });

  it("tells of a subgraph that can't be asked only where something was asked for", async () => {
    const { data, errors } = await run("query ($no: Boolean!) { book @include(if: $no) { title } big }", {
      plan: root("books", "query ($no: Boolean!) { book @include(if: $no) { title } big }"),
      variables: { no: false },
      executors: {
        books: async () => {
          throw new AirgraphError("UPSTREAM_UNAVAILABLE", "down");
        },
      },
    });
    expect(data).toEqual({ big: null });
    expect(errors?.map(({ path }) => path)).toEqual([["big"]]);
  });

  it("sends what input rewrites make of an entity, and leaves the answer's own as it is", async () => {
    const told: unknown[] = [];
    const fetch = entities("prices", ["book"], "id", "price", "Book");
    const rewritten: PlanNode = {
      ...fetch,
      node: {
        ...fetch.node,
        inputRewrites: [{ kind: "ValueSetter", path: ["... on Book", "__typename"], setValueTo: "Product" }],
      },
    };
    const { data } = await run("{ book { __typename price } }", {
      plan: { kind: "Sequence", nodes: [root("books", "{ book { __typename id } }"), rewritten] },
      executors: {
        books: async () => ({ data: { book: book("1") } }),
        prices: async ({ variablesJson = "" }) => {
          told.push(JSON.parse(variablesJson));
          return { data: { _entities: [{ price: 3 }] } };
        },
      },
    });
    expect(told).toEqual([{ representations: [{ __typename: "Product", id: "1" }] }]);
    expect(data).toEqual({ book: { __typename: "Book", price: 3 } });
  });

  it("answers introspection beside data", async () => {
    const { data } = await run(
      '{ __schema { queryType { name } } book { title } kind: __type(name: "Book") { name } }',
      {
        plan: root("books", "{ book { title } }"),
        executors: { books: async () => ({ data: { book: { title: "x" } } }) },
      },
    );
    expect(data).toEqual({
      __schema: { queryType: { name: "Query" } },
      book: { title: "x" },
      kind: { name: "Book" },
    });
  });

  it.each([2 ** 31, -(2 ** 31) - 1, 1.5, Number.NaN, "1", true])(
    "answers null and says where for the Int %p",
    async (big) => {
      const { data, errors } = await run("{ big }", {
        plan: root("books", "{ big }"),
        executors: { books: async () => ({ data: { big } }) },
      });
      expect(data).toEqual({ big: null });
      expect(errors).toEqual([expect.objectContaining({ path: ["big"] })]);
    },
  );

  it.each([2 ** 31 - 1, -(2 ** 31), 0])("answers the Int %p", async (big) => {
    const { data, errors } = await run("{ big }", {
      plan: root("books", "{ big }"),
      executors: { books: async () => ({ data: { big } }) },
    });
    expect({ data, errors }).toEqual({ data: { big }, errors: undefined });
  });
});

async function run(
  source: string,
  given: {
    plan: PlanNode;
    executors: Readonly<Record<string, CallerExecutor>>;
    variables?: Readonly<Record<string, unknown>>;
  },
): Promise<ExecutionResult> {
  const document = parse(source);
  const definition = getOperationAST(document);
  if (!definition) throw new Error("no operation");
  const plan = { kind: "QueryPlan", node: given.plan } as const;
  const operation = compileOperation({ document, definition, plan, apiSchema: schema, supergraphSchema: schema });
  const { variables = {}, executors } = given;
  const context = { caller: { kind: "anonymous" }, requestId: "test", logger: silentLogger } as const;
  const { errors, dataJson } = writeResponse(await execute(operation, { variables, context, executors }));
  return { data: JSON.parse(dataJson), ...(errors.length === 0 ? {} : { errors }) };
}

function root(serviceName: string, operation: string): FetchNode {
  return { kind: "Fetch", serviceName, operation, operationName: undefined, operationKind: OperationTypeNode.QUERY };
}

/** Of objects at a path whose key is told. */
function entities(serviceName: string, path: string[], key: string, asked: string, type = "Book") {
  const operation = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${asked} } } }`;
  const node: FetchNode = {
    ...root(serviceName, operation),
    requires: [
      {
        kind: "InlineFragment",
        typeCondition: type,
        selections: [
          { kind: "Field", name: "__typename" },
          { kind: "Field", name: key },
        ],
      },
    ],
  };
  return { kind: "Flatten", path, node } satisfies PlanNode;
}

/** @param asked is told the ids of each fetch */
function entityExecutor(
  asked: unknown[],
  answer: (representation: Readonly<Record<string, unknown>>) => Record<string, unknown>,
): CallerExecutor {
  return async ({ variablesJson = "{}" }) => {
    const { representations } = JSON.parse(variablesJson) as { representations: Record<string, unknown>[] };
    asked.push(representations.map(({ id }) => id));
    return { data: { _entities: representations.map(answer) } };
  };
}

function book(id: string): Record<string, unknown> {
  return { __typename: "Book", id };
}

/** Subgraphs that answer when they are told to. */
function held() {
  const waiting = new Map<string, (answer: ExecutionResult) => void>();
  return {
    executor:
      (name: string): CallerExecutor =>
      async () =>
        new Promise((resolve) => {
          waiting.set(name, resolve);
        }),
    async release(name: string, answer: ExecutionResult): Promise<void> {
      waiting.get(name)?.(answer);
      // What follows an answer runs before the next one comes.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    },
  };
}
