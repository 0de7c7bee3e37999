import { afterEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { type Emulator, salesCrmBaseId, startEmulator } from "../emulator.ts";
import { apiClient } from "../testing/api-client.ts";
import { seedFromSchema } from "./seed-from-schema.ts";

const started: Emulator[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((emulator) => emulator.stop()));
});

const options = { baseId: "appCopy0000000000", baseName: "Copy", token: "patCOPY", recordsPerTable: 0 };

async function open(schema: unknown, recordsPerTable = 0) {
  const emulator = await startEmulator({
    limits: "off",
    seed: seedFromSchema(schema, { ...options, recordsPerTable }),
  });
  started.push(emulator);
  return apiClient(emulator, options.token);
}

const field = (id: string, name: string, type: string, fieldOptions?: unknown) => ({
  id: `fld${id.padEnd(14, "0")}`,
  name,
  type,
  ...(fieldOptions === undefined ? {} : { options: fieldOptions }),
});

const table = (...fields: object[]) => ({
  tables: [
    {
      id: "tblThings00000000",
      name: "Things",
      primaryFieldId: "fldName0000000000",
      fields: [field("Name", "Name", "singleLineText"), ...fields],
      views: [{ id: "viwAll00000000000", name: "All", type: "futuristic" }],
    },
  ],
});

describe("a seed from the schema of a real base", () => {
  it("shows the same schema again: the sample's, through the API and back", async () => {
    const sample = await startEmulator({ limits: "off" });
    started.push(sample);
    const schema = (await apiClient(sample).get(`/v0/meta/bases/${salesCrmBaseId}/tables`)).body;
    const copy = await open(schema);
    expect((await copy.get(`/v0/meta/bases/${options.baseId}/tables`)).body).toEqual(schema);
  });

  it("has made-up records when asked for, linked to each other and computed, the same every time", async () => {
    const sample = await startEmulator({ limits: "off" });
    started.push(sample);
    const schema = (await apiClient(sample).get(`/v0/meta/bases/${salesCrmBaseId}/tables`)).body;
    const copy = await open(schema, 30);
    const deals = await copy.all(`/v0/${options.baseId}/Deals`);
    expect(deals).toHaveLength(30);
    expect(deals.filter(({ fields }) => fields.Company !== undefined).length).toBeGreaterThan(5);
    const companies = await copy.all(`/v0/${options.baseId}/Companies`);
    expect(companies.some(({ fields }) => Array.isArray(fields.Deals))).toBe(true);
    const seedOf = () => JSON.stringify(seedFromSchema(schema, { ...options, recordsPerTable: 30 }));
    expect(seedOf()).toBe(seedOf());
  });

  it("keeps types it does not know, which nobody can write, and computed fields whose link is gone", async () => {
    const api = await open(
      table(
        field("Future", "Future", "hologram", { depth: 3 }),
        field("Gone", "Gone", "rollup", { isValid: false, recordLinkFieldId: null, result: null }),
        field("Sort", "Sort", "manualSort", null),
        field("Bad", "Bad", "formula", { formula: "{Nope}", isValid: false, referencedFieldIds: null, result: null }),
      ),
    );
    const { tables } = z
      .object({ tables: z.array(z.object({ fields: z.array(z.unknown()), views: z.array(z.unknown()) })) })
      .parse((await api.get(`/v0/meta/bases/${options.baseId}/tables`)).body);
    expect(tables[0]?.fields).toMatchObject([
      {},
      { type: "hologram", options: { depth: 3 } },
      { type: "rollup", options: { isValid: false } },
      { type: "manualSort" },
      { type: "formula", options: { isValid: false, result: null } },
    ]);
    expect(tables[0]?.views).toMatchObject([{ type: "grid" }]);
    const write = await api.send("POST", `/v0/${options.baseId}/Things`, { fields: { Future: 1 } });
    expect(write).toMatchObject({ status: 422, body: { error: { type: "INVALID_VALUE_FOR_COLUMN" } } });
    expect((await api.send("POST", `/v0/${options.baseId}/Things`, { fields: { Name: "A" } })).status).toBe(200);
  });

  it.each([
    [{ type: "number", options: { precision: 2 } }, [5, 7], 12],
    [{ type: "singleLineText" }, [5, 7], "5, 7"],
  ])("aggregates rollups by the type of their result: %j", async (result, numbers, rolledUp) => {
    const api = await open(
      table(
        field("Number", "Number", "number", { precision: 0 }),
        field("Others", "Others", "multipleRecordLinks", { linkedTableId: "tblThings00000000" }),
        field("All", "All", "rollup", {
          recordLinkFieldId: "fldOthers00000000",
          fieldIdInLinkedTable: "fldNumber00000000",
          isValid: true,
          result,
        }),
      ),
    );
    const things = `/v0/${options.baseId}/Things`;
    const made: string[] = [];
    for (const Number of numbers) made.push((await api.record("POST", things, { fields: { Number } })).id);
    expect((await api.record("POST", things, { fields: { Others: made } })).fields.All).toBe(rolledUp);
  });

  it.each([
    [{ records: [] }, "must be the answer of GET /v0/meta/bases"],
    [table(field("X", "X", "number", {})), "bases[0].tables[0].fields[1].options.precision"],
    [table({ id: "fldshort", name: "X", type: "email" }), "bases[0].tables[0].fields[1].id: must be an id like fld"],
  ])("is refused with the place: %j", (schema, message) => {
    expect(() => seedFromSchema(schema, options)).toThrow(message);
  });
});
