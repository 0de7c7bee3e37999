import { describe, expect, it } from "@jest/globals";
import { startEmulator } from "../emulator.ts";
import { type FormulaValue, isFailure } from "../formula/value.ts";
import type { FieldInput } from "../seed/field-schema.ts";
import { apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";
import { CellReader } from "./cell-reader.ts";
import { loadSeed } from "./load-seed.ts";
import type { Base, Field } from "./model.ts";

const fieldId = (name: string) => `fld${name.padEnd(14, "0")}`;
const formula = (name: string, text: string): FieldInput => ({
  id: fieldId(name),
  name,
  type: "formula",
  options: { formula: text },
});

function baseWith(peopleFields: readonly FieldInput[], teamFields: readonly FieldInput[] = []): Base {
  const seed = smallSeed();
  seed.bases[0]?.tables[0]?.fields.push(...peopleFields);
  seed.bases[0]?.tables[1]?.fields.push(...teamFields);
  const base = loadSeed(seed).bases.get(ids.base);
  if (base === undefined) throw new Error("the small seed lacks its base");
  return base;
}

function valueOf(reader: CellReader, recordId: string, name: string): FormulaValue {
  const row = reader.base.rows.get(recordId);
  const field: Field | undefined = reader.base.fields.get(fieldId(name));
  if (row === undefined || field === undefined) throw new Error(`no ${name} in ${recordId}`);
  return reader.value(row, field);
}

describe("computed fields", () => {
  it("fail when they depend on themselves, alone, in a ring or over links, and let others be", () => {
    const base = baseWith(
      [
        formula("Self", "{Self}&''"),
        formula("RingA", "{RingB}+1"),
        formula("RingB", "{RingC}+1"),
        formula("RingC", "{RingA}+1"),
        formula("After", "IF(ISERROR({RingA}), 'caught', 'no')"),
        {
          id: fieldId("OverLink"),
          name: "OverLink",
          type: "multipleLookupValues",
          options: { recordLinkFieldId: ids.team, fieldIdInLinkedTable: fieldId("Back") },
        },
        formula("Fine", "{Name}&'!'"),
      ],
      [
        {
          id: fieldId("Back"),
          name: "Back",
          type: "rollup",
          options: {
            recordLinkFieldId: ids.members,
            fieldIdInLinkedTable: fieldId("OverLink"),
            aggregation: "SUM(values)",
          },
        },
      ],
    );
    const reader = new CellReader(base);
    for (const name of ["Self", "RingA", "RingB", "RingC", "OverLink"]) {
      expect(isFailure(valueOf(reader, ids.ada, name))).toBe(true);
    }
    expect(isFailure(valueOf(reader, ids.red, "Back"))).toBe(true);
    expect([valueOf(reader, ids.ada, "After"), valueOf(reader, ids.ada, "Fine")]).toEqual(["caught", "Ada!"]);
  });

  it("follow the time, and so does what is computed from them and sorted by them", () => {
    const base = baseWith([
      formula("Now", "NOW()"),
      formula("Later", "DATEADD({Now}, 1, 'days')&''"),
      formula("Turning", "IF(MINUTE({Now})=0, {Age}, -{Age})"),
    ]);
    const people = base.tables.get(ids.people);
    const turning = base.fields.get(fieldId("Turning"));
    if (people === undefined || turning === undefined) throw new Error("the small seed lacks its table");
    const reader = new CellReader(base);
    const order = () =>
      reader.orders.list(people, [{ field: turning, direction: "asc" }], "id").map(({ row }) => row.id);
    reader.startRequest(Date.UTC(2024, 0, 1));
    expect([valueOf(reader, ids.ada, "Later"), order()]).toEqual(["2024-01-02T00:00:00.000Z", [ids.bob, ids.ada]]);
    reader.startRequest(Date.UTC(2024, 0, 1, 0, 1));
    expect([valueOf(reader, ids.ada, "Later"), order()]).toEqual(["2024-01-02T00:01:00.000Z", [ids.ada, ids.bob]]);
  });

  it("pass through 200 fields that follow from each other", () => {
    const name = (index: number) => `Chain${String(index).padStart(3, "0")}`;
    const chain = Array.from({ length: 200 }, (_, index) =>
      formula(name(index), index === 0 ? "{Age}" : `{${name(index - 1)}}+1`),
    );
    expect(valueOf(new CellReader(baseWith(chain)), ids.ada, name(199))).toBe(235);
  });
});

describe("hostile filters over HTTP", () => {
  it("are answered 422 and leave the emulator well", async () => {
    const emulator = await startEmulator({ limits: "off", seed: smallSeed() });
    const api = apiClient(emulator, tokens.creator);
    const list = (filterByFormula: string) =>
      api.send("POST", `/v0/${ids.base}/People/listRecords`, { filterByFormula, fields: ["Name"] });
    for (const text of ["(".repeat(100_000), "-".repeat(100_000), `{${"x".repeat(100_000)}}`, "IF(".repeat(100_000)]) {
      expect(await list(text)).toMatchObject({ status: 422, body: { error: { type: "INVALID_FILTER_BY_FORMULA" } } });
    }
    const deepest = `${"NOT(".repeat(900)}{Name}${")".repeat(900)}`;
    expect(await list(deepest)).toMatchObject({ status: 200, body: { records: [{ id: ids.ada }, { id: ids.bob }] } });
    expect(await list(`OR(${Array.from({ length: 5000 }, () => "{Name}='x'").join(",")}, {Name}='Bob')`)).toMatchObject(
      {
        status: 200,
        body: { records: [{ id: ids.bob }] },
      },
    );
    await emulator.stop();
  });
});
