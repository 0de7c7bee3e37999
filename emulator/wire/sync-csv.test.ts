import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { type Emulator, startEmulator } from "../emulator.ts";
import { airtableLimits } from "../limits/rate-limiter.ts";
import type { Seed } from "../seed/seed.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";
import { webhookClient } from "../testing/webhook-client.ts";
import { parseCsv } from "./parse-csv.ts";

const people = `/v0/${ids.base}/People`;
let emulator: Emulator;
let api: ApiClient;
let now = 0;

function seedWithSync(): Seed {
  const seed = smallSeed();
  const table = seed.bases[0]?.tables[0];
  if (table !== undefined) table.apiEndpointSyncId = "sync1";
  return seed;
}

beforeEach(async () => {
  const limits = { ...airtableLimits, perBasePerSecond: 1000, perTokenPerSecond: 1000 };
  emulator = await startEmulator({ limits, seed: seedWithSync(), clock: { now: () => now } });
  api = apiClient(emulator, tokens.creator);
});
afterEach(() => emulator.stop());

async function sync(csv: string, contentType = "text/csv", path = `${people}/sync/sync1`) {
  const headers = { authorization: `Bearer ${tokens.creator}`, "content-type": contentType };
  const response = await fetch(emulator.url + path, { method: "POST", headers, body: csv });
  return { status: response.status, body: await response.json() };
}

describe("CSV sync (reference 4.8)", () => {
  it("changes the records whose first column it knows, creates the others and leaves the rest", async () => {
    const csv = 'Name,Age,Skills,Team\r\nAda,37,"SQL, Go",Red\r\n"Cy ""C""",,,Green\r\n';
    expect(await sync(csv, "text/csv; charset=utf-8")).toEqual({ status: 200, body: { success: true } });
    const found = await api.page(`${people}?view=&sort[0][field]=Number`);
    expect(found.records.map(({ fields }) => [fields.Name, fields.Age, fields.Skills, fields["Team names"]])).toEqual([
      ["Ada", 37, ["SQL", "Go"], ["Red"]],
      ["Bob", undefined, undefined, undefined],
      ['Cy "C"', undefined, undefined, ["Green"]],
    ]);
  });

  it("writes all lines or none", async () => {
    expect(await sync("Name,Age\nCy,1\nDi,many\n")).toMatchObject({
      status: 422,
      body: { error: { type: "INVALID_VALUE_FOR_COLUMN" } },
    });
    expect((await api.page(people)).records).toHaveLength(2);
  });

  it.each([
    ["no CSV", "Name\nx", "application/json", 422, "INVALID_REQUEST_BODY"],
    ["an open quote", 'Name\n"x', "text/csv", 422, "INVALID_REQUEST_BODY"],
    ["nothing", "", "text/csv", 422, "INVALID_REQUEST_UNKNOWN"],
    ["uneven lines", "Name,Age\nx", "text/csv", 422, "INVALID_REQUEST_UNKNOWN"],
    ["an unknown field", "Nope\nx", "text/csv", 422, "UNKNOWN_FIELD_NAME"],
    ["501 columns", ",".repeat(500), "text/csv", 422, "INVALID_REQUEST_UNKNOWN"],
    ["10,001 rows", `Name\n${"x\n".repeat(10_001)}`, "text/csv", 422, "INVALID_REQUEST_UNKNOWN"],
    ["more than 2 MB", `Name\n${"x".repeat(2_000_001)}`, "text/csv", 413, "REQUEST_TOO_LARGE"],
  ])("refuses %s", async (_, csv, contentType, status, type) => {
    expect(await sync(csv, contentType)).toMatchObject({ status, body: { error: { type } } });
  });

  it("is told to webhooks as a sync", async () => {
    const webhooks = webhookClient(api, ids.base);
    const { id } = await webhooks.create({ filters: { dataTypes: ["tableData"], fromSources: ["sync"] } });
    await sync("Name,Age\nAda,37\nCy,1\n");
    const { payloads } = await webhooks.read(id);
    expect(payloads).toMatchObject([{ actionMetadata: { source: "sync" } }]);
    const changes = payloads[0]?.changedTablesById?.[ids.people];
    expect(Object.values(changes?.createdRecordsById ?? {})).toHaveLength(1);
    expect(Object.keys(changes?.changedRecordsById ?? {})).toEqual([ids.ada]);
  });

  it("answers 403 for a sync the table does not have", async () => {
    expect((await sync("Name\nx", "text/csv", `${people}/sync/other`)).status).toBe(403);
    expect((await sync("Name\nx", "text/csv", `/v0/${ids.base}/Teams/sync/sync1`)).status).toBe(403);
  });

  it("admits twenty calls in five minutes", async () => {
    now = 0;
    for (let count = 0; count < 20; count += 1) expect((await sync("Name\nAda")).status).toBe(200);
    now = 299_999;
    expect((await sync("Name\nAda")).status).toBe(429);
    now = 300_000;
    expect((await sync("Name\nAda")).status).toBe(200);
  });

  it("reads back any cells that were written as CSV", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", " ", "é") });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((columns) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(",")).join("\r\n");
        expect(parseCsv(text)).toEqual(rows);
      }),
    );
    expect(parseCsv("\uFEFFa,b\n\n1,\n")).toEqual([
      ["a", "b"],
      ["1", ""],
    ]);
    expect([parseCsv('a"b"'), parseCsv('"a"b'), parseCsv("a,")]).toEqual([[['a"b"']], null, [["a", ""]]]);
  });
});
