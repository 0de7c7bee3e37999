import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { idSource } from "../identifiers.ts";
import { ids, smallSeed } from "../testing/small-seed.ts";
import { applyPlan, deleteRows } from "./apply-plan.ts";
import { CellReader } from "./cell-reader.ts";
import { loadSeed } from "./load-seed.ts";
import { type Base, findTable, linkedIds, type Table } from "./model.ts";
import { WritePlan } from "./write-plan.ts";

type Step =
  | { readonly kind: "create"; readonly side: number; readonly links: readonly number[] }
  | { readonly kind: "link"; readonly side: number; readonly row: number; readonly links: readonly number[] }
  | { readonly kind: "delete"; readonly side: number; readonly row: number };

const side = fc.nat({ max: 1 });
const links = fc.array(fc.nat({ max: 8 }), { maxLength: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("create" as const), side, links }),
  fc.record({ kind: fc.constant("link" as const), side, row: fc.nat({ max: 8 }), links }),
  fc.record({ kind: fc.constant("delete" as const), side, row: fc.nat({ max: 8 }) }),
);

const change = { time: 0, userId: ids.user };

function open(): { base: Base; tables: readonly [Table, Table]; reader: CellReader } {
  const base = loadSeed(smallSeed()).bases.get(ids.base);
  const people = base === undefined ? null : findTable(base, "People");
  const teams = base === undefined ? null : findTable(base, "Teams");
  if (base === undefined || people === null || teams === null) throw new Error("the small seed lacks a table");
  return { base, tables: [people, teams], reader: new CellReader(base) };
}

/** Every link has its counterpart, no cell names a record twice or one that does not exist. */
function expectSymmetric(base: Base): void {
  for (const row of base.rows.values()) {
    for (const field of base.tables.get(row.tableId)?.fields.values() ?? []) {
      if (field.type !== "multipleRecordLinks") continue;
      const linked = linkedIds(row, field.id);
      expect(new Set(linked).size).toBe(linked.length);
      for (const id of linked) {
        const other = base.rows.get(id);
        expect(other?.tableId).toBe(field.options.linkedTableId);
        const inverse = field.options.inverseLinkFieldId;
        if (other !== undefined && inverse !== undefined) expect(linkedIds(other, inverse)).toContain(row.id);
      }
    }
  }
}

describe("links", () => {
  it("stay symmetric under any writes", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { base, tables, reader } = open();
        let made = 0;
        const newId = idSource((limit) => (made += 1) % limit);
        for (const { kind, side: at, ...rest } of steps) {
          const table = tables[at === 0 ? 0 : 1];
          const other = tables[at === 0 ? 1 : 0];
          const rows = [...table.rows.values()];
          const row = "row" in rest ? rows[rest.row] : undefined;
          const pick = (from: Table, numbers: readonly number[]) =>
            numbers.flatMap((number) => [...from.rows.keys()][number] ?? []);
          const fields =
            "links" in rest
              ? at === 0
                ? { Team: pick(other, rest.links), Boss: pick(table, rest.links) }
                : { Members: pick(other, rest.links) }
              : {};
          const plan = new WritePlan(reader, newId, { typecast: false, mayAddChoices: false });
          if (kind === "delete") {
            if (row !== undefined) deleteRows(base, table, [row], change);
          } else if (kind === "create") {
            plan.create(table, fields);
            applyPlan(base, plan, change);
          } else if (row !== undefined) {
            plan.update(table, row, fields, false);
            applyPlan(base, plan, change);
          }
          expectSymmetric(base);
        }
      }),
      { numRuns: 150 },
    );
  });
});
