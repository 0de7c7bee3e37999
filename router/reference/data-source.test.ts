import { describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { newPerson } from "../../tests/support/subgraph.ts";
import { createDataSource } from "./data-source.ts";

const context = { caller: newPerson(), requestId: "test", logger: silentLogger };
const down: CallerExecutor = async () => {
  throw new AirgraphError("UPSTREAM_UNAVAILABLE", "The file service is unavailable.");
};

async function fetch(executor: CallerExecutor, query: string, variables = {}, operationName?: string) {
  const source = createDataSource("airtable", executor);
  // The part of the gateway's options that the data source reads.
  const options = { request: { query, variables, operationName }, context, incomingRequestContext: {} };
  return source.process(options as unknown as Parameters<typeof source.process>[0]);
}

function missing(path: (string | number)[]) {
  return { message: "The file service is unavailable.", path, extensions: { code: "UPSTREAM_UNAVAILABLE" } };
}

describe("a fetch from a subgraph that is down", () => {
  it("misses every entity in its place", async () => {
    const query =
      "query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on File { id } } }";
    expect(await fetch(down, query, { representations: [{}, {}, {}] })).toEqual({
      data: null,
      errors: [missing(["_entities", 0]), missing(["_entities", 1]), missing(["_entities", 2])],
    });
  });

  it.each([
    [
      "each root field, under the name it was asked by",
      "{ files { id } mine: file { id } }",
      undefined,
      [["files"], ["mine"]],
    ],
    ["those of the operation that is named", "query A { a } query B { b }", "B", [["b"]]],
    ["those in a fragment", "{ ... @include(if: true) { a b } }", undefined, [["a"], ["b"]]],
    ["those in a named fragment", "{ ...F } fragment F on Query { a }", undefined, [["a"]]],
  ])("misses %s", async (_what, query, operationName, paths) => {
    expect(await fetch(down, query, {}, operationName)).toEqual({ data: null, errors: paths.map(missing) });
  });
});

describe("a fetch", () => {
  it("is asked in the caller's name", async () => {
    const asked: unknown[] = [];
    const result = await fetch(
      async (request) => {
        asked.push(request);
        return { data: { a: 1 } };
      },
      "query A($b: Int) { a }",
      { b: 2 },
      "A",
    );
    expect(asked).toMatchObject([
      {
        query: "query A($b: Int) { a }",
        variables: { b: 2 },
        operationName: "A",
        caller: context.caller,
        requestId: "test",
      },
    ]);
    expect(result).toEqual({ data: { a: 1 } });
  });

  it("passes errors and partial data on", async () => {
    const result = { data: { a: null, b: 1 }, errors: [{ message: "No.", path: ["a"] }] };
    expect(await fetch(async () => result, "{ a b }")).toEqual(result);
  });

  it("does not hide a mistake of ours as a part that is down", async () => {
    const broken: CallerExecutor = async () => {
      throw new TypeError("oops");
    };
    await expect(fetch(broken, "{ a }")).rejects.toThrow(TypeError);
  });
});
