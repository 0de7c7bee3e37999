import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readReservedNames } from "../../resolvers/reserved-names.ts";
import type { TypedGraph, TypedTable } from "../typed-graph.ts";
import {
  aggregateNameOf,
  mutationNamesOf,
  queryNamesOf,
  subscriptionNameOf,
  typeNamesOfBase,
  typeNamesOfChoices,
  typeNamesOfTable,
} from "./derived-names.ts";
import { describedBase, type GivenBase, type GivenField, type GivenTable } from "./fixtures/described-base.ts";
import { newIds } from "./fixtures/new-ids.ts";
import type { GraphPart } from "./graph-part.ts";
import { pinNames } from "./pin-names.ts";
import { toGraph } from "./to-graph.ts";

const reserved = readReservedNames();
const now = new Date(0);

/** Labels that clash with Airgraph, GraphQL, JavaScript and each other. */
const hostile = [
  "Deals|Deal|deal|DEALS!|Deal filter|Deals aggregate|Create deals|Deal stage|Stage|Sales|Sales CRM|News|SKUs",
  "Query|Mutation|Record|id|ID|cells|base|key|Key field|count|and|not|__proto__|constructor|toString|true|null",
  "???||2024|1|1 1|11|🚀|🔥 x|Сделки|公司|العملاء|\0|\ud800",
].flatMap((some) => some.split("|"));
const label = fc.oneof(
  fc.constantFrom(...hostile, "x".repeat(300), "a b ".repeat(100)),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ maxLength: 8 }),
);

const field = fc.record({
  label,
  kind: fc.constantFrom("text", "select", "link"),
  choices: fc.array(label, { maxLength: 4 }),
  linked: fc.nat(6),
});
const table = fc.record({ label, fields: fc.array(field, { minLength: 1, maxLength: 6 }) });
const bases = fc.array(fc.record({ label, tables: fc.array(table, { maxLength: 4 }) }), { minLength: 1, maxLength: 3 });

type Bases = typeof bases extends fc.Arbitrary<infer Value> ? Value : never;

function toBases(given: Bases): GivenBase[] {
  const newId = newIds();
  return given.map(({ label: name, tables }) => {
    const tableIds = tables.map(() => newId("tbl"));
    const toField = ({ label: fieldName, kind, choices, linked }: Bases[0]["tables"][0]["fields"][0]): GivenField => {
      const id = newId("fld");
      if (kind === "text") return { id, name: fieldName, type: "singleLineText" };
      if (kind === "link") {
        // Also to tables that the base does not have.
        const options = { linkedTableId: tableIds[linked] ?? "tblAAAAAAAAAAAAAA" };
        return { id, name: fieldName, type: "multipleRecordLinks", options };
      }
      const options = { choices: choices.map((choice) => ({ id: newId("sel"), name: choice })) };
      return { id, name: fieldName, type: "singleSelect", options };
    };
    return {
      id: newId("app"),
      name,
      tables: tables.map((each, index) => ({
        id: tableIds[index] ?? "",
        name: each.label,
        fields: each.fields.map(toField),
      })),
    };
  });
}

function pin(pinned: readonly GraphPart[], given: readonly GivenBase[], complete = true) {
  return pinNames(
    pinned,
    given.map((base) => describedBase(base)),
    { reserved, complete, now },
  );
}

/** Names by element, as far as it has them. */
function namesOf(parts: readonly GraphPart[]): Map<string, Record<string, string>> {
  return new Map(
    parts.map((part) => {
      const names = {
        name: part.name,
        ...(part.kind === "TABLE" ? { one: part.one } : {}),
        // A field that was none of choices has no type until it is.
        ...(part.kind === "CHOICE" || part.typeName === null ? {} : { typeName: part.typeName }),
      };
      return [`${part.baseId} ${part.elementId}`, names];
    }),
  );
}

function expectStill(names: ReadonlyMap<string, Record<string, string>>, parts: readonly GraphPart[]): void {
  const found = namesOf(parts);
  for (const [key, before] of names) expect({ ...found.get(key), ...before }).toEqual(found.get(key));
}

function expectValid(graph: TypedGraph): void {
  const types: string[] = [];
  const roots = { query: [] as string[], mutation: [] as string[], subscription: [] as string[] };
  for (const base of graph.bases) {
    types.push(...Object.values(typeNamesOfBase(base)));
    roots.query.push(base.name);
    roots.mutation.push(base.name);
    const fields = ["id", "base", ...base.tables.flatMap((each) => Object.values(queryNamesOf(each)))];
    expectUnique(fields);
    expectUnique(base.tables.flatMap((each) => Object.values(mutationNamesOf(each))));
    for (const each of base.tables) {
      types.push(...Object.values(typeNamesOfTable(base, each)));
      roots.subscription.push(subscriptionNameOf(base, each));
      expectUnique([...reserved.recordFields, "and", "or", "not", ...each.fields.map(({ name }) => name)]);
      expectUnique(["key", "count", ...each.fields.map(aggregateNameOf)]);
      types.push(...typesOfFields(each));
    }
  }
  expectUnique([...reserved.types, ...types]);
  expectUnique([...reserved.rootFields.query, ...roots.query]);
  expectUnique([...reserved.rootFields.mutation, ...roots.mutation]);
  expectUnique([...reserved.rootFields.subscription, ...roots.subscription]);
  for (const name of [...types, ...Object.values(roots).flat()]) expect(name).toMatch(validName);
}

/** Short enough for three of them to make up the name of a type. */
const validName = /^(?!__)[A-Za-z_][A-Za-z0-9_]{0,219}$/;

function typesOfFields({ fields }: TypedTable): string[] {
  return fields.flatMap(({ name, value }) => {
    expect(name).toMatch(validName);
    expect(Object.hasOwn(Object.prototype, name)).toBe(false);
    if (value.kind !== "enum") return [];
    const names = value.choices.map((choice) => choice.name);
    expectUnique(names);
    for (const choice of names) expect(choice).toMatch(/^(?!__|(?:true|false|null)$)[A-Za-z_]\w{0,90}$/);
    return Object.values(typeNamesOfChoices(value.typeName));
  });
}

function expectUnique(names: readonly string[]): void {
  const found = new Set<string>();
  const twice = names.filter((name) => found.size === found.add(name.toLowerCase()).size);
  expect(twice).toEqual([]);
}

function expectLinksWithin(graph: TypedGraph): void {
  for (const { tables } of graph.bases) {
    const ids = new Set(tables.map(({ id }) => id));
    for (const { value } of tables.flatMap(({ fields }) => fields)) {
      if (value.kind === "link") expect(ids.has(value.tableId)).toBe(true);
    }
  }
}

/** Other labels, another order, some parts gone, some of another base's kind new. */
const change = fc.record({ labels: fc.array(label, { minLength: 1 }), seed: fc.nat(), added: bases });

function changed(
  given: readonly GivenBase[],
  { labels, seed, added }: { labels: string[]; seed: number; added: Bases },
) {
  let at = seed % 1000;
  const next = (most: number) => (at = (at * 31 + 7) % 9973) % most;
  const relabel = (name: string) => (next(2) === 0 ? name : (labels[next(labels.length)] ?? name));
  const some = <Item>(items: readonly Item[]) => items.filter(() => next(5) > 0).toSorted(() => next(3) - 1);
  const fresh = toBases(added).map(
    (base) => JSON.parse(JSON.stringify(base).replace(/(app|tbl|fld|sel)0/g, "$19")) as GivenBase,
  );
  const inOtherWords = given.map(
    (base): GivenBase => ({
      ...base,
      name: relabel(base.name),
      tables: some(base.tables).map((each): GivenTable => {
        const fields = some(each.fields).map((one): GivenField => ({ ...one, name: relabel(one.name) }));
        return { ...each, name: relabel(each.name), fields: fields.length === 0 ? each.fields : fields };
      }),
    }),
  );
  return [...some(inOtherWords), ...fresh];
}

describe("names of whatever bases", () => {
  it("are valid, short, and each the only one in its place, with all that is named after them", () => {
    fc.assert(
      fc.property(bases, (given) => {
        const graph = toGraph(pin([], toBases(given)).parts);
        expectValid(graph);
        expectLinksWithin(graph);
      }),
      { numRuns: 80 },
    );
  });

  it("stay whatever is relabelled, moved, added and removed, and come back with what comes back", () => {
    fc.assert(
      fc.property(bases, fc.array(change, { minLength: 1, maxLength: 3 }), (given, changes) => {
        const original = toBases(given);
        let parts = pin([], original).parts;
        for (const one of changes) {
          const before = namesOf(parts);
          parts = pin(parts, changed(original, one)).parts;
          expectStill(before, parts);
          expectValid(toGraph(parts));
          expectLinksWithin(toGraph(parts));
        }
        expectStill(namesOf(parts), pin(parts, original).parts);
      }),
      { numRuns: 30 },
    );
  });

  it("are the same in whatever order those before are read, and nothing is written when nothing changed", () => {
    fc.assert(
      fc.property(bases, bases, fc.nat(), (given, others, seed) => {
        const original = toBases(given);
        const { parts } = pin([], original);
        const shuffled = parts.toSorted((one, other) =>
          `${seed % 7}${one.elementId}`.localeCompare(`${seed % 7}${other.elementId}`),
        );
        expect(pin(shuffled.toReversed(), original)).toEqual({ parts, changed: [] });
        const more = [
          ...original,
          ...toBases(others).map((base) => ({ ...base, id: base.id.replace("app0", "app9") })),
        ];
        expect(pin(shuffled, more)).toEqual(pin(parts, more));
      }),
      { numRuns: 30 },
    );
  });

  it("leave out what is hidden, with links to it", () => {
    fc.assert(
      fc.property(bases, fc.array(fc.boolean(), { minLength: 1 }), (given, hide) => {
        const parts = pin([], toBases(given)).parts.map((part, index) => ({
          ...part,
          hidden: hide[index % hide.length] === true,
        }));
        const graph = toGraph(parts);
        expectValid(graph);
        expectLinksWithin(graph);
        const hidden = new Set(parts.filter((part) => part.hidden).map(({ elementId }) => elementId));
        const shown = graph.bases.flatMap(({ id, tables }) => [
          id,
          ...tables.flatMap((each) => [each.id, ...each.fields.map((one) => one.id)]),
        ]);
        expect(shown.filter((id) => hidden.has(id))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
