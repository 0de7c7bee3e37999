import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { toText } from "../formula/coerce.ts";
import { idSource } from "../identifiers.ts";
import type { Seed } from "../seed/seed.ts";
import { ids, smallSeed } from "../testing/small-seed.ts";
import { applyPlan, deleteRows } from "./apply-plan.ts";
import { CellReader } from "./cell-reader.ts";
import { loadSeed } from "./load-seed.ts";
import { type Base, findTable, type Table } from "./model.ts";
import type { SortKey } from "./sort-rank.ts";
import { WritePlan } from "./write-plan.ts";

const fieldId = (name: string) => `fld${name.padEnd(14, "0")}`;
const stamp = { result: { type: "dateTime" } };

/** The small seed with fields that follow from each other over links, in both directions and over two steps. */
function seedWithChains(): Seed {
  const seed = smallSeed();
  const [people, teams] = seed.bases[0]?.tables ?? [];
  people?.fields.push(
    { id: fieldId("XTeamText"), name: "Team text", type: "formula", options: { formula: "{Team}&'!'" } },
    { id: fieldId("XBossText"), name: "Boss text", type: "formula", options: { formula: "{Boss}&{Boss size}" } },
    {
      id: fieldId("XBossSize"),
      name: "Boss size",
      type: "multipleLookupValues",
      options: { recordLinkFieldId: ids.boss, fieldIdInLinkedTable: fieldId("XTeamSum") },
    },
    {
      id: fieldId("XTeamSum"),
      name: "Team sum",
      type: "rollup",
      options: { recordLinkFieldId: ids.team, fieldIdInLinkedTable: fieldId("TSum"), aggregation: "SUM(values)" },
    },
    { id: fieldId("XTouched"), name: "Touched", type: "formula", options: { formula: "LAST_MODIFIED_TIME()&''" } },
    {
      id: fieldId("XAgeMod"),
      name: "Age touched",
      type: "formula",
      options: { formula: "LAST_MODIFIED_TIME({Age})&''" },
    },
    { id: fieldId("XStamp"), name: "Stamp text", type: "formula", options: { formula: "{Changed}&'/'&{Age changed}" } },
    { id: fieldId("XWho"), name: "Who", type: "lastModifiedBy" },
    { id: fieldId("XWhen"), name: "When", type: "lastModifiedTime", options: stamp },
  );
  teams?.fields.push({
    id: fieldId("TSum"),
    name: "Sum",
    type: "rollup",
    options: { recordLinkFieldId: ids.members, fieldIdInLinkedTable: fieldId("PDouble"), aggregation: "SUM(values)" },
  });
  return seed;
}

interface Step {
  readonly side: number;
  readonly kind: "create" | "change" | "delete";
  readonly row: number;
  readonly age: number;
  readonly links: readonly number[];
  readonly bosses: readonly number[];
  /** Whether values are read, and so kept, before the next write. */
  readonly looks: boolean;
}

const few = fc.array(fc.nat({ max: 6 }), { maxLength: 3 });
const step: fc.Arbitrary<Step> = fc.record({
  side: fc.nat({ max: 1 }),
  kind: fc.constantFrom("create" as const, "change" as const, "change" as const, "delete" as const),
  row: fc.nat({ max: 6 }),
  age: fc.nat({ max: 3 }),
  links: few,
  bosses: few,
  looks: fc.boolean(),
});

function everyValue(base: Base, reader: CellReader): unknown[] {
  return [...base.tables.values()].flatMap((table) =>
    [...table.rows.values()].flatMap((row) => [...table.fields.values()].map((field) => reader.value(row, field))),
  );
}

const sortedBy = new Set(["Name", "Age", "Team", "Boss text", "Team sum", "Touched", "Stamp text", "Size", "Sum"]);

function everyOrder(base: Base, reader: CellReader): unknown[] {
  const listed = (table: Table, keys: readonly SortKey[]) =>
    (["id", "position"] as const).map((tie) => reader.orders.list(table, keys, tie).map(({ row }) => row.id));
  return [...base.tables.values()].flatMap((table) => [
    listed(table, []),
    ...[...table.fields.values()]
      .filter(({ name }) => sortedBy.has(name))
      .map((field) => listed(table, [{ field, direction: "desc" }])),
  ]);
}

/** Who is found by each text that a name field may have. */
function everyMatch(base: Base, reader: CellReader): unknown[] {
  return [...base.tables.values()].flatMap((table) => {
    const { primaryField } = table;
    const index = reader.indexes.of(table, "text", [primaryField.id], (row) => toText(reader.value(row, primaryField)));
    return ["Ada", "Red", "P0", "P1", "P2", "T0", "T1", "T2"].map((name) => index.find(name).map(({ id }) => id));
  });
}

describe("kept values and orders", () => {
  it("are after any writes what they would be if nothing had been kept", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const base = loadSeed(seedWithChains()).bases.get(ids.base);
        const people = base === undefined ? null : findTable(base, "People");
        const teams = base === undefined ? null : findTable(base, "Teams");
        if (base === undefined || people === null || teams === null) throw new Error("the small seed lacks a table");
        const reader = new CellReader(base);
        let made = 0;
        const newId = idSource((limit) => (made += 7) % limit);
        for (const [time, each] of steps.entries()) {
          if (each.looks) everyOrder(base, reader);
          if (each.looks) everyMatch(base, reader);
          const change = { time: (time + 1) * 1e12, userId: ids.otherUser };
          const [table, other] = each.side === 0 ? [people, teams] : [teams, people];
          const pick = (from: Table, numbers: readonly number[]) =>
            numbers.flatMap((number) => [...from.rows.keys()][number] ?? []);
          const fields =
            each.side === 0
              ? { Age: each.age, Name: `P${each.age}`, Team: pick(other, each.links), Boss: pick(table, each.bosses) }
              : { Name: `T${each.age}`, Members: pick(other, each.links) };
          const row = [...table.rows.values()][each.row];
          const plan = new WritePlan(reader, newId, { typecast: false, mayAddChoices: false });
          if (each.kind === "create") plan.create(table, fields);
          else if (row !== undefined && each.kind === "change") plan.update(table, row, fields, false);
          else if (row !== undefined) deleteRows(base, table, [row], change);
          applyPlan(base, plan, change);
        }
        const [values, orders, matches] = [everyValue, everyOrder, everyMatch].map((every) => every(base, reader));
        const fresh = new CellReader(base);
        expect(values).toEqual(everyValue(base, fresh));
        expect(orders).toEqual(everyOrder(base, fresh));
        expect(matches).toEqual(everyMatch(base, fresh));
      }),
      { numRuns: 150 },
    );
  });

  it("leave a list alone that somebody is reading", () => {
    const base = loadSeed(smallSeed()).bases.get(ids.base);
    const people = base === undefined ? null : findTable(base, "People");
    if (base === undefined || people === null) throw new Error("the small seed lacks a table");
    const reader = new CellReader(base);
    const before = reader.orders.list(people, [], "id");
    const plan = new WritePlan(reader, () => "recAAAAAAAAAAAAAA", { typecast: false, mayAddChoices: false });
    plan.create(people, {});
    applyPlan(base, plan, { time: 0, userId: ids.user });
    expect(before).toHaveLength(2);
    expect(reader.orders.list(people, [], "id")).toHaveLength(3);
  });
});
