import { describe, expect, it } from "@jest/globals";
import { buildSchema, type GraphQLSchema, Kind, parse } from "graphql";
import type { CompiledOperation } from "../compile/compile-operation.ts";
import { introspect, longestAnswer } from "./introspect.ts";

/** A schema, and how often what it is described by was looked at. */
function schemaWith(description: string): { apiSchema: GraphQLSchema; looks: () => number } {
  const apiSchema = buildSchema("type Query { a: Int }");
  let looks = 0;
  Object.defineProperty(apiSchema, "description", {
    get() {
      looks += 1;
      return description;
    },
  });
  return { apiSchema, looks: () => looks };
}

function ask(apiSchema: GraphQLSchema, source = "{ __schema { description } }"): unknown {
  const document = parse(source);
  const [definition] = document.definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("no operation");
  const nodes = definition.selectionSet.selections.flatMap((node) => (node.kind === Kind.FIELD ? node : []));
  return introspect({ apiSchema, fragments: new Map(), definition } as unknown as CompiledOperation, nodes, {});
}

describe("introspection", () => {
  it("looks through a schema once for equal questions, and tells each who asks the same", () => {
    const { apiSchema, looks } = schemaWith("short");
    const first = ask(apiSchema);
    expect(first).toEqual({ description: "short" });
    expect(ask(apiSchema)).toEqual(first);
    expect(looks()).toBe(1);
    ask(apiSchema, "{ __schema { description queryType { name } } }");
    expect(looks()).toBe(2);
  });

  it("keeps what is told of a few large schemas, however many tenants have one of their own", () => {
    const description = "x".repeat(longestAnswer / 2);
    const schemas = Array.from({ length: 20 }, () => schemaWith(description));
    for (const { apiSchema } of schemas) ask(apiSchema);
    for (const one of [schemas.at(-1), schemas.at(0)]) if (one !== undefined) ask(one.apiSchema);
    expect([schemas.at(-1)?.looks(), schemas.at(0)?.looks()]).toEqual([1, 2]);
  });

  it("keeps nothing that is larger than all others together may be", () => {
    const { apiSchema, looks } = schemaWith("x".repeat(longestAnswer));
    ask(apiSchema);
    ask(apiSchema);
    expect(looks()).toBe(2);
  });
});
