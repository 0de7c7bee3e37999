import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Seed } from "../../../emulator/emulator.ts";
import { smallSeed } from "../../../emulator/testing/small-seed.ts";
import { smallIds as ids, openWriting, smallTokens as tokens } from "../fixtures/open-writing.ts";
import { measureCsv } from "./measure-csv.ts";
import { syncCsv } from "./sync-csv.ts";

describe("measureCsv", () => {
  it.each([
    ["", 0, 0],
    ["a", 1, 1],
    ["a,b\n1,2\n", 2, 2],
    ["a,b\r\n1,2\r\n3,4,5", 3, 3],
    ['a,b\n"1,\n""2""",3', 2, 2],
    ["a\n\n\n", 1, 1],
    [",\n", 1, 2],
    ['""', 1, 1],
  ])("of %j", (csv, rows, columns) => {
    expect(measureCsv(csv)).toEqual({ rows, columns });
  });

  it("is that of what was written, whatever the cells hold", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", " "), minLength: 1 });
    const table = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      );
    fc.assert(
      fc.property(table, (cells) => {
        const csv = cells.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(",")).join("\n");
        expect(measureCsv(csv)).toEqual({ rows: cells.length, columns: cells[0]?.length });
      }),
    );
  });
});

describe("syncCsv", () => {
  const syncId = "sync_1";
  let writing: Awaited<ReturnType<typeof openWriting>>;
  beforeAll(async () => {
    writing = await openWriting(seedWithSync());
  });
  afterAll(async () => writing.close());
  beforeEach(() => writing.emulator.resetRequests());

  function seedWithSync(): Seed {
    const seed = smallSeed();
    const teams = seed.bases[0]?.tables[1];
    if (teams?.id !== ids.teams) throw new Error("the small seed has changed");
    teams.apiEndpointSyncId = syncId;
    return seed;
  }

  const sync = async (changes: { syncId?: string; csv?: string } = {}) =>
    syncCsv(writing.as(tokens.creator), { baseId: ids.base, table: "Teams", syncId, csv: "Name\nRed\n", ...changes });
  const names = async () => (await writing.rows("Teams")).map(({ fields }) => fields["Name"]);
  const calls = () => writing.emulator.requests().filter(({ path }) => path.includes("/sync/"));

  it("writes the rows, whatever is quoted in them, and answers with the table", async () => {
    expect(await sync({ csv: 'Name\nRed\n"Grün, ""x"""\n' })).toMatchObject({ id: ids.teams, name: "Teams" });
    expect(new Set(await names())).toEqual(new Set(["Blue", 'Grün, "x"', "Red"]));
    expect(calls()).toMatchObject([{ path: `/v0/${ids.base}/${ids.teams}/sync/${syncId}`, status: 200 }]);
  });

  it("takes 10,000 rows below the header", async () => {
    await sync({ csv: `Name\n${"Many\n".repeat(10_000)}` });
    expect(await names()).toContain("Many");
  });

  it("takes 2 MB", async () => {
    const long = "x".repeat(99_980);
    const rows = Array.from({ length: 20 }, (_, index) => `${index + 10}${long}\n`);
    const csv = `Name\n${rows.join("")}`;
    await sync({ csv: csv.padEnd(2_000_000, "x") });
  });

  it.each([
    ["a column that is no field", { csv: "Name,Nothing\nx,y" }, { code: "BAD_USER_INPUT" }],
    ["500 columns that are no fields", { csv: `a${",b".repeat(499)}\n${",".repeat(499)}` }, { code: "BAD_USER_INPUT" }],
    ["the id of another sync", { syncId: "sync_2" }, { code: "NOT_FOUND" }],
  ])("tells that Airtable refuses %s, and writes nothing", async (_what, changes, extensions) => {
    const before = await names();
    await expect(sync(changes)).rejects.toMatchObject({
      extensions: { ...extensions, airtableType: expect.any(String) },
    });
    expect(await names()).toEqual(before);
  });

  it("sends the file again when the reply is lost, which makes no second row of any", async () => {
    writing.emulator.faults.add({ fault: { kind: "lostReply" }, times: 1, match: { method: "POST" } });
    await sync({ csv: "Name\nOnce\n" });
    expect(calls()).toHaveLength(2);
    expect((await names()).filter((name) => name === "Once")).toHaveLength(1);
  });

  it.each([
    ["10,001 rows", { csv: `Name\n${"a\n".repeat(10_001)}` }, "csv"],
    ["501 columns", { csv: `a${",b".repeat(500)}` }, "csv"],
    ["a byte more than 2 MB", { csv: `${"ü".repeat(1_000_000)}x` }, "csv"],
    ["an empty file", { csv: "" }, "csv"],
    ["a sync's id that leaves its place in the path", { syncId: "../../meta" }, "syncId"],
    ["no sync's id", { syncId: "" }, "syncId"],
  ])("refuses %s without a call", async (_what, changes, field) => {
    await expect(sync(changes)).rejects.toMatchObject({ extensions: { code: "BAD_USER_INPUT", field } });
    expect(calls()).toEqual([]);
  });
});
