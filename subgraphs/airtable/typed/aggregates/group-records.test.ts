import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../../../emulator/emulator.ts";
import { type OpenReads, openReads } from "../../fixtures/open-reads.ts";
import { fieldId, recordId } from "../../ids.ts";
import type { FieldModel, TableModel } from "../../models.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import type { TypedField } from "../typed-graph.ts";
import { createMomentTotal, createNumberTotal, readDayCell } from "./column-total.ts";
import { groupRecords } from "./group-records.ts";

let open: OpenReads;
let deals: TableModel;
let amount: TypedField;
let name: TypedField;

beforeAll(async () => {
  open = await openReads();
  deals = await open.table(salesCrmBaseId, "Deals");
  amount = typed("Amount", "Float");
  name = typed("Name", "String");
});
afterAll(async () => open.close());

function fieldOf(label: string): FieldModel {
  const field = [...deals.fields.values()].find((one) => one.name === label);
  if (field === undefined) throw new Error(`no field ${label}`);
  return field;
}
function typed(label: string, scalar: "Float" | "String"): TypedField {
  const { id, type } = fieldOf(label);
  return {
    id,
    label,
    description: null,
    name: label,
    type,
    value: { kind: "scalar", scalar },
    readOnly: false,
    removed: false,
  };
}

/** An Airtable whose table has very many records, made as they are asked for. */
function endless(total: number, groups: number, prefix = ""): TenantAirtable {
  const airtable = open.request();
  return {
    ...airtable,
    reads: {
      ...airtable.reads,
      async page(_access, _table, { offset }) {
        const start = Number(offset ?? 0);
        const records = Array.from({ length: Math.min(100, total - start) }, (_, index) => ({
          id: recordId.parse(`rec${String(start + index).padStart(14, "0")}`),
          createdTime: new Date(0),
          fields: { [amount.id]: 0.1, [name.id]: `${prefix}Group ${(start + index) % groups}` },
        }));
        const next = start + 100;
        return Promise.resolve(next < total ? { records, offset: String(next) } : { records });
      },
    },
  };
}

describe("records that are summed up", () => {
  it("are not held: a hundred thousand take a few megabytes, and their sum is exact", async () => {
    const before = process.memoryUsage().heapUsed;
    const [all] = await groupRecords(endless(100_000, 1), deals, { groupBy: [], columns: [amount] });
    expect(all?.count).toBe(100_000);
    expect(all?.totals.get(amount.id)?.result).toEqual({ sum: 10_000, avg: 0.1, min: 0.1, max: 0.1, count: 100_000 });
    expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(100);
  });

  it("are a hundred thousand at most, in ten thousand groups", async () => {
    await expect(groupRecords(endless(100_001, 1), deals, { groupBy: [], columns: [] })).rejects.toMatchObject({
      code: "COST_LIMIT_EXCEEDED",
    });
    const groupBy = [{ field: fieldOf("Name"), typedField: name }];
    await expect(groupRecords(endless(10_001, 10_001), deals, { groupBy, columns: [] })).rejects.toMatchObject({
      code: "COST_LIMIT_EXCEEDED",
      extensions: { field: "groupBy" },
    });
    expect(await groupRecords(endless(10_000, 10_000), deals, { groupBy, columns: [] })).toHaveLength(10_000);
  });
});

describe("groups of many columns", () => {
  it("are fewer, since each has a total for each of them", async () => {
    const groupBy = [{ field: fieldOf("Name"), typedField: name }];
    const columns = Array.from({ length: 100 }, (_, index) => ({
      ...amount,
      id: fieldId.parse(`fld${String(index).padStart(14, "0")}`),
    }));
    const before = process.memoryUsage().heapUsed;
    await expect(groupRecords(endless(10_000, 10_000), deals, { groupBy, columns })).rejects.toMatchObject({
      code: "COST_LIMIT_EXCEEDED",
      extensions: { field: "groupBy" },
    });
    expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(200);
    expect(await groupRecords(endless(1_000, 1_000), deals, { groupBy, columns })).toHaveLength(1_000);
  });
});

describe("groups of several aggregates", () => {
  it("are as many as those of one, all together, since they may read the same pages", async () => {
    const groupBy = [{ field: fieldOf("Name"), typedField: name }];
    const airtable = endless(4_000, 4_000);
    const all = Array.from({ length: 3 }, async () => groupRecords(airtable, deals, { groupBy, columns: [] }));
    const told = await Promise.allSettled(all);
    expect(told.filter(({ status }) => status === "rejected")).not.toEqual([]);
    expect(await groupRecords(endless(4_000, 4_000), deals, { groupBy, columns: [] })).toHaveLength(4_000);
  });
});

describe("groups of long texts", () => {
  it("are fewer as well, since they are held", async () => {
    const groupBy = [{ field: fieldOf("Name"), typedField: name }];
    const long = endless(10_000, 10_000, "x".repeat(10_000));
    await expect(groupRecords(long, deals, { groupBy, columns: [] })).rejects.toMatchObject({
      code: "COST_LIMIT_EXCEEDED",
      extensions: { field: "groupBy" },
    });
  });
});

describe("totals", () => {
  it("don't count what is no number, and say so when there is none", () => {
    const total = createNumberTotal();
    for (const cell of [undefined, { specialValue: "Infinity" }, { error: "#ERROR!" }, "12"]) total.add(cell);
    expect(total.result).toEqual({ sum: 0, avg: null, min: null, max: null, count: 0 });
  });

  it("lose nothing of small numbers beside large ones", () => {
    const total = createNumberTotal();
    for (const cell of [1e16, 1, -1e16, 1]) total.add(cell);
    expect(total.result).toMatchObject({ sum: 2 });
  });

  it("of days are the first and the last", () => {
    const total = createMomentTotal(readDayCell);
    for (const cell of ["2026-03-01", "1899-12-31", 0, undefined]) total.add(cell);
    expect(total.result).toEqual({ min: "1899-12-31", max: "2026-03-01", count: 2 });
  });
});
