import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId, sampleToken } from "../../../emulator/emulator.ts";
import { type OpenReads, openReads } from "../fixtures/open-reads.ts";
import type { TableModel } from "../models.ts";
import type { RecordsAnswer } from "./answers.ts";
import { type ScanOptions, scanRecords } from "./scan-records.ts";

let open: OpenReads;
let deals: TableModel;
let calls = 0;

beforeAll(async () => {
  open = await openReads();
  deals = await open.table(salesCrmBaseId, "Deals");
});
afterAll(async () => open.close());

const list: ScanOptions["list"] = async ({ offset, pageSize }): Promise<RecordsAnswer> => {
  calls += 1;
  return open.reads.page(open.access(), deals, { offset, pageSize, fields: [deals.primaryField.id] });
};
const forget = async () => fetch(`${open.emulator.url}/_emulator/iterators/expire`, { method: "POST" });

/** @param forgetAfter pages after which Airtable forgets where the reader is */
async function scan(options: Partial<ScanOptions>, forgetAfter: readonly number[] = []): Promise<string[]> {
  calls = 0;
  const ids: string[] = [];
  let pages = 0;
  for await (const { records } of scanRecords({ list, ...options })) {
    ids.push(...records.map(({ id }) => id));
    pages += 1;
    if (forgetAfter.includes(pages)) await forget();
  }
  return ids;
}

describe("a scan", () => {
  it("reads a whole table, a hundred records to a call", async () => {
    const ids = await scan({});
    expect(ids.length).toBeGreaterThan(690);
    expect(new Set(ids).size).toBe(ids.length);
    expect(calls).toBe(7);
  });

  it("goes on behind the last record seen when Airtable forgets where it was, and repeats none", async () => {
    const whole = await scan({});
    expect(await scan({}, [2, 5])).toEqual(whole);
    // Two pages, three of the second round, then all; and each time the call that was refused.
    expect(calls).toBe(2 + 1 + 3 + 1 + 7);
    expect(await scan({ pageSize: 30 }, [3])).toEqual(whole);
  });

  it("goes on behind a given record, whatever Airtable remembers", async () => {
    const whole = await scan({});
    const last = whole[249];
    if (last === undefined) throw new Error("too few deals");
    const position = { offset: "itrGone0000000000/recGone0000000000", within: false, count: 250 };
    const { records } = await open.reads.page(open.access(), deals, {
      pageSize: 100,
      filterByFormula: `RECORD_ID()='${last}'`,
    });
    const [record] = records;
    if (record === undefined) throw new Error("no deal");
    expect(await scan({ from: { ...position, last: record.id } })).toEqual(whole.slice(250));
    expect(
      await scan({ from: { offset: undefined, within: true, count: 60, last: record.id } }).catch(
        (error: unknown) => error,
      ),
    ).toMatchObject({
      code: "CONFLICT",
    });
  });

  it("gives up after a few restarts, and when the record is not where it was", async () => {
    await expect(scan({}, [1, 2, 3, 4, 5, 6])).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("start again"),
    });
    const { records } = await open.reads.page(open.access(), await open.table(salesCrmBaseId, "Companies"), {
      pageSize: 1,
    });
    const [stranger] = records;
    if (stranger === undefined) throw new Error("no company");
    const from = { offset: "itrGone0000000000/recGone0000000000", within: false, count: 100, last: stranger.id };
    await expect(scan({ from })).rejects.toMatchObject({ code: "CONFLICT" });
    // One forgotten, and no more pages than those that held what was seen, and two.
    expect(calls).toBe(1 + 3);
  });

  it("does not look for a place that is too far into the list", async () => {
    const { records } = await open.reads.page(open.access(), deals, { pageSize: 1 });
    const [first] = records;
    if (first === undefined) throw new Error("no deal");
    const from = { offset: "itrGone0000000000/recGone0000000000", within: false, count: 1_000_000_000, last: first.id };
    await expect(scan({ from })).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("too far"),
    });
    expect(calls).toBe(1);
  });

  it("of a whole table does not need the last record seen to find its way", async () => {
    const whole = await scan({});
    const ids: string[] = [];
    let forgotten = false;
    for await (const { records } of scanRecords({ list })) {
      ids.push(...records.map(({ id }) => id));
      if (ids.length !== 200 || forgotten) continue;
      forgotten = true;
      const url = `${open.emulator.url}/v0/${salesCrmBaseId}/${deals.id}/${ids.at(-1)}`;
      await fetch(url, { method: "DELETE", headers: { authorization: `Bearer ${sampleToken}` } });
      await forget();
    }
    expect(ids).toEqual(whole);
  });

  it("passes on every other error", async () => {
    const broken = async () => Promise.reject(new Error("broken"));
    await expect(scan({ list: broken })).rejects.toThrow("broken");
  });
});
