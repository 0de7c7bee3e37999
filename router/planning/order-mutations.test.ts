import { composeServices } from "@apollo/composition";
import type { PlanNode } from "@apollo/query-planner";
import { describe, expect, it } from "@jest/globals";
import { OperationTypeNode, parse } from "graphql";
import { createPlanner, type Plan } from "./planner.ts";

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

function planner(): Plan {
  const composed = composeServices([
    {
      name: "shop",
      typeDefs: parse(`${link}
        type Query { thing: Thing }
        type Mutation { shop: Shop! other: Shop! }
        type Shop { buy(id: ID!): Thing sell(id: ID!): Boolean! }
        type Thing @key(fields: "id") { id: ID! name: String }`),
    },
    { name: "stock", typeDefs: parse(`${link} type Thing @key(fields: "id") { id: ID! stock: Int }`) },
  ]);
  if (composed.supergraphSdl === undefined) throw new Error(String(composed.errors));
  return createPlanner(composed.supergraphSdl);
}
const plan = planner();

/** The names of fields below those of Mutation, as the subgraph gets them, conditions included. */
function asked(source: string, operationName?: string): string[] {
  const { node } = plan(parse(source), operationName);
  return fetches(node as PlanNode).flatMap((operation) =>
    [...operation.matchAll(/(\.\.\.@\w+\(if:\$?\w+\)\{)?(\w+):(?:buy|sell)\(/g)].map(
      ([, condition = "", name]) => condition + name,
    ),
  );
}
function fetches(node: PlanNode): string[] {
  switch (node.kind) {
    case "Fetch":
      return node.operationKind === OperationTypeNode.MUTATION ? [node.operation] : [];
    case "Sequence":
    case "Parallel":
      return node.nodes.flatMap(fetches);
    case "Condition":
      return [node.ifClause, node.elseClause].flatMap((clause) => (clause === undefined ? [] : fetches(clause)));
    case "Flatten":
    case "Defer":
      return [];
  }
}

describe("the fields below one of Mutation", () => {
  it("are asked for in the order of the document, wherever what is below them comes from", () => {
    const source = `mutation {
      shop { a: sell(id: 1) b: buy(id: 2) { name stock } c: sell(id: 3) d: buy(id: 4) { stock } e: sell(id: 5) }
      other { z: buy(id: 6) { stock } y: sell(id: 7) }
      shop { f: sell(id: 8) }
    }`;
    expect(asked(source)).toEqual(["a", "b", "c", "d", "e", "f", "z", "y"]);
  });

  it("are so in fragments and under conditions, which stay with their fields", () => {
    const source = `query Other { thing { name } }
    mutation Deal($if: Boolean!) {
      shop { ...Deals c: sell(id: 3) ... @include(if: $if) { d: buy(id: 4) { stock } e: sell(id: 5) } f: sell(id: 6) g: buy(id: 7) @skip(if: $if) { stock } h: sell(id: 8) }
    }
    fragment Deals on Shop { a: buy(id: 1) { stock } ... on Shop { b: sell(id: 2) } }`;
    const names = asked(source, "Deal").map((name) => name.replace(/^.*\{/, ""));
    expect(names).toEqual(["a", "b", "c", "d", "e", "f", "g", "h"]);
    const operation = fetches(plan(parse(source), "Deal").node as PlanNode).join();
    expect(operation.match(/@include\(if:\$if\)/g)).toHaveLength(2);
    expect(operation.match(/@skip\(if:\$if\)/g)).toHaveLength(1);
  });

  it("leave plans of which nothing is to be put in order as they are", () => {
    for (const source of ["{ thing { stock } }", "mutation { shop { buy(id: 1) { stock } } other { sell(id: 2) } }"]) {
      expect(JSON.stringify(plan(parse(source), undefined))).toContain("stock");
    }
  });
});
