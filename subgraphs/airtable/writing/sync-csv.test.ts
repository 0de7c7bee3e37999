import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
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
  let writing: Awaited<ReturnType<typeof openWriting>>;
  beforeAll(async () => {
    writing = await openWriting();
  });
  afterAll(async () => writing.close());
  beforeEach(() =>
    writing.proxy.fault(({ path }) => (path.includes("/sync/") ? { status: 200, body: { success: true } } : undefined)),
  );
  const sync = async (changes: { syncId?: string; csv?: string } = {}) =>
    syncCsv(writing.as(tokens.creator), {
      baseId: ids.base,
      table: "Teams",
      syncId: "sync_1",
      csv: "Name\nRed\n",
      ...changes,
    });

  it("sends the file as it is and answers with the table", async () => {
    expect(await sync({ csv: 'Name\n"Grün, ""x"""\n' })).toMatchObject({ id: ids.teams, name: "Teams" });
    expect(writing.proxy.calls().at(-1)).toEqual({
      method: "POST",
      path: `/v0/${ids.base}/${ids.teams}/sync/sync_1`,
      body: 'Name\n"Grün, ""x"""\n',
    });
  });

  it("takes 10,000 rows below the header and 500 columns", async () => {
    await sync({ csv: `Name\n${"a\n".repeat(10_000)}` });
    await sync({ csv: `a${",b".repeat(499)}\n` });
  });

  it.each([
    ["10,001 rows", { csv: `Name\n${"a\n".repeat(10_001)}` }, "csv"],
    ["501 columns", { csv: `a${",b".repeat(500)}` }, "csv"],
    ["more than 2 MB", { csv: `"${"ü".repeat(1024 * 1024)}"` }, "csv"],
    ["an empty file", { csv: "" }, "csv"],
    ["a sync's id that leaves its place in the path", { syncId: "../../meta" }, "syncId"],
    ["no sync's id", { syncId: "" }, "syncId"],
  ])("refuses %s without a call", async (_what, changes, field) => {
    await expect(sync(changes)).rejects.toMatchObject({ extensions: { code: "BAD_USER_INPUT", field } });
    expect(writing.proxy.calls().filter(({ path }) => path.includes("/sync/"))).toEqual([]);
  });
});
