import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import { describe, expect, it } from "@jest/globals";
import { buildSchema } from "graphql";
import { createRepresentationPrinter } from "../compile/representation-printer.ts";
import { representTargets } from "./representations.ts";

const schema = buildSchema("type Query { thing: Thing } type Thing { id: ID at: Place } type Place { x: Int }");
const id: QueryPlanSelectionNode = { kind: "Field", name: "id" };
const place: QueryPlanSelectionNode = { kind: "Field", name: "at", selections: [{ kind: "Field", name: "x" }] };

describe("representations of entities", () => {
  it("name an entity once, however often it stands there", () => {
    const { json, indices, hasTwins } = represent([thing("1"), thing("2"), thing("1")], [id]);
    expect(JSON.parse(json)).toEqual([thing("1"), thing("2")]);
    expect([...indices]).toEqual([0, 1, 0]);
    expect(hasTwins).toBe(true);
  });

  it("tell 1 from '1', and nested keys by what they hold", () => {
    const [one, other] = [1, "1"].map((value) => ({ __typename: "Thing", id: value }));
    expect([...represent([one ?? {}, other ?? {}], [id]).indices]).toEqual([0, 1]);
    const at = (x: number) => ({ __typename: "Thing", at: { x, beside: 1 } });
    const { json, indices } = represent([at(1), at(2), at(1)], [place]);
    expect(JSON.parse(json)).toEqual([1, 2].map((x) => ({ __typename: "Thing", at: { x } })));
    expect([...indices]).toEqual([0, 1, 0]);
  });

  it("name an entity of several fields once for each of what is said of it, in whatever order that comes", () => {
    const sized = (key: string, size: unknown) => ({ ...thing(key), size });
    const big = { list: [1] };
    const targets = [
      sized("1", 5),
      sized("2", 5),
      sized("1", 6),
      sized("1", 5),
      sized("1", 6),
      sized("1", undefined),
      sized("3", big),
      sized("3", { list: [1] }),
      sized("4", undefined),
      sized("4", 7),
      sized("4", 7),
    ];
    const { json, indices } = represent(targets, [id, { kind: "Field", name: "size" }]);
    expect(JSON.parse(json)).toEqual([sized("1", 5), sized("2", 5), sized("1", 6), sized("3", big), sized("4", 7)]);
    expect([...indices]).toEqual([0, 1, 2, 0, 2, -1, 3, 3, -1, 4, 4]);
  });

  it("leave out what lacks a key or a type", () => {
    const { json, count, indices } = represent([{ __typename: "Thing" }, { id: "1" }, thing("2")], [id]);
    expect(JSON.parse(json)).toEqual([thing("2")]);
    expect({ count, indices: [...indices] }).toEqual({ count: 1, indices: [-1, -1, 0] });
  });

  it("say null where a key is null, which is for the subgraph to judge", () => {
    expect(represent([{ __typename: "Thing", id: null }], [id]).json).toBe('[{"__typename":"Thing","id":null}]');
  });
});

function represent(targets: readonly Record<string, unknown>[], fields: readonly QueryPlanSelectionNode[]) {
  const selections: QueryPlanSelectionNode[] = [{ kind: "Field", name: "__typename" }, ...fields];
  const requires: QueryPlanSelectionNode[] = [{ kind: "InlineFragment", typeCondition: "Thing", selections }];
  return representTargets(targets, createRepresentationPrinter(requires, [], schema));
}

function thing(key: string) {
  return { __typename: "Thing", id: key };
}
