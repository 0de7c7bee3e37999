import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../../emulator/emulator.ts";
import { type OpenReads, openReads } from "../fixtures/open-reads.ts";
import type { RecordId } from "../ids.ts";
import type { RecordNeeds, TableModel } from "../models.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";

/** Turns come when the test says so. */
let turns: { release: () => void; rejected: (error: Error) => void; signal: AbortSignal | undefined }[] = [];
let held = false;

let open: OpenReads;
let companies: TableModel;
let ids: RecordId[];
const nothing: RecordNeeds = { fields: new Set(), commentCount: false };

beforeAll(async () => {
  open = await openReads({
    turn: async (signal) => {
      if (!held) return;
      await new Promise<void>((resolve, reject) => {
        turns.push({ release: resolve, rejected: reject, signal });
        signal?.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
      });
    },
  });
  companies = await open.table(salesCrmBaseId, "Companies");
  const { records } = await open.reads.page(open.access(), companies, { pageSize: 100 });
  ids = records.map(({ id }) => id);
});
afterAll(async () => open.close());
beforeEach(() => {
  open.airtable.forget();
  turns = [];
  held = false;
});

async function read(from: number, to: number, options: { access?: AirtableAccess; needs?: RecordNeeds } = {}) {
  return open.reads.records(options.access ?? open.access(), companies, ids.slice(from, to), options.needs ?? nothing);
}

const moment = async () =>
  new Promise((resolve) => {
    setTimeout(resolve, 50);
  });

function fieldNamed(name: string) {
  const field = [...companies.fields.values()].find((one) => one.name === name);
  if (field === undefined) throw new Error(`no field ${name}`);
  return field.id;
}

describe("reads by id", () => {
  it("of fifty requests for overlapping records are those of the distinct records, a hundred to a call", async () => {
    held = true;
    const reading = Promise.all(Array.from({ length: 50 }, async (_, index) => read(index, index + 30)));
    await moment();
    for (const { release } of turns) release();
    const answers = await reading;
    expect(open.airtable.listings()).toHaveLength(1);
    for (const [index, found] of answers.entries())
      expect([...found.keys()]).toEqual(expect.arrayContaining(ids.slice(index, index + 30)));
  });

  it("are joined while their call is under way, and not remembered when it has ended", async () => {
    const release = open.airtable.hold();
    const first = read(0, 10);
    await moment();
    const second = read(5, 10);
    await moment();
    release();
    expect((await first).size).toBe(10);
    expect((await second).size).toBe(5);
    expect(open.airtable.listings()).toHaveLength(1);
    await read(0, 10);
    expect(open.airtable.listings()).toHaveLength(2);
  });

  it("ask for all fields that one of those who share a call needs, and no others", async () => {
    held = true;
    const [name, city] = [fieldNamed("Name"), fieldNamed("City")];
    const both = Promise.all([
      read(0, 10, { needs: { fields: new Set([name]), commentCount: false } }),
      read(5, 15, { needs: { fields: new Set([city]), commentCount: false } }),
    ]);
    await moment();
    for (const { release } of turns) release();
    const [of] = await both;
    expect(open.airtable.listings().map(({ fields }) => fields)).toEqual([[name, city].sort()]);
    expect([...of.values()][0]).toMatchObject({ read: { fields: new Set([name, city]) } });
  });

  it("are not joined by who needs a field that the call under way does not ask for", async () => {
    const release = open.airtable.hold();
    const first = read(0, 1);
    await moment();
    const second = read(0, 1, { needs: { fields: new Set([fieldNamed("City")]), commentCount: false } });
    await moment();
    release();
    await Promise.all([first, second]);
    expect(open.airtable.listings()).toHaveLength(2);
  });

  it("after a write has ended are not answered by a call that was sent before", async () => {
    const release = open.airtable.hold();
    const before = read(0, 1);
    await moment();
    open.reads.touch(companies.baseId);
    const after = read(0, 1);
    await moment();
    expect(open.airtable.listings()).toHaveLength(2);
    release();
    await Promise.all([before, after]);
  });

  it("go on for the others when one request goes away", async () => {
    held = true;
    const [one, another] = [new AbortController(), new AbortController()];
    const gone = read(0, 1, { access: open.access({ signal: one.signal }) });
    const staying = read(0, 1, { access: open.access({ signal: another.signal }) });
    await moment();
    one.abort();
    await expect(gone).rejects.toMatchObject({ code: "TIMEOUT" });
    for (const { release } of turns) release();
    expect((await staying).size).toBe(1);
  });

  it("give up their place when all who waited have gone, and begin anew for who comes then", async () => {
    held = true;
    const one = new AbortController();
    const gone = read(0, 1, { access: open.access({ signal: one.signal }) });
    await moment();
    one.abort();
    const late = read(1, 2);
    await expect(gone).rejects.toMatchObject({ code: "TIMEOUT" });
    await moment();
    expect(turns[0]?.signal?.aborted).toBe(true);
    for (const { release } of turns) release();
    expect([...(await late).keys()]).toEqual(ids.slice(1, 2));
    expect(open.airtable.listings()).toHaveLength(1);
  });

  it("call off a call under way that nobody waits for any more", async () => {
    const release = open.airtable.hold();
    const one = new AbortController();
    const gone = read(0, 1, { access: open.access({ signal: one.signal }) });
    await moment();
    one.abort();
    await expect(gone).rejects.toMatchObject({ code: "TIMEOUT" });
    const again = read(0, 1);
    await moment();
    release();
    expect((await again).size).toBe(1);
    expect(open.airtable.listings()).toHaveLength(2);
  });

  it("tell each who waits why there is no answer", async () => {
    held = true;
    const both = Promise.all([read(0, 2), read(1, 3)]);
    await moment();
    for (const { rejected } of turns) rejected(new Error("no turn"));
    for (const found of await both) expect([...found.values()]).toEqual([new Error("no turn"), new Error("no turn")]);
  });

  it("wait as the most urgent of those who want them", async () => {
    held = true;
    const background = read(0, 2, { access: open.access({ priority: "background" }) });
    await moment();
    const interactive = read(0, 1);
    await moment();
    // The second turn is the interactive one's; the record that both want goes with it.
    expect(turns).toHaveLength(2);
    turns[1]?.release();
    expect((await interactive).size).toBe(1);
    turns[0]?.release();
    expect((await background).size).toBe(2);
    expect(open.airtable.listings().map(({ filterByFormula }) => filterByFormula?.match(/RECORD_ID/g)?.length)).toEqual(
      [1, 1],
    );
  });

  it("tell each request of the turn that it waited for", async () => {
    held = true;
    const waits: string[] = [];
    const both = Promise.all([
      read(0, 1, { access: open.access({ onTurn: () => waits.push("one") }) }),
      read(0, 2, { access: open.access({ onTurn: () => waits.push("another") }) }),
    ]);
    await moment();
    for (const { release } of turns) release();
    await both;
    expect(waits.sort()).toEqual(["another", "one"]);
  });
});

describe("pages", () => {
  it("of equal queries are read once, those of different ones each", async () => {
    held = true;
    const page = async (pageSize: number) => open.reads.page(open.access(), companies, { pageSize });
    const reading = Promise.all([page(3), page(3), page(4)]);
    await moment();
    for (const { release } of turns) release();
    expect((await reading).map(({ records }) => records.length)).toEqual([3, 3, 4]);
    expect(open.airtable.listings()).toHaveLength(2);
  });

  it("are not shared between connections", async () => {
    const release = open.airtable.hold();
    const page = async (cacheKey: string) => open.reads.page(open.access({ cacheKey }), companies, { pageSize: 3 });
    const reading = Promise.all([page("one"), page("another")]);
    await moment();
    expect(open.airtable.listings()).toHaveLength(2);
    release();
    await reading;
  });

  it("after a write has ended are read anew", async () => {
    const release = open.airtable.hold();
    const page = async () => open.reads.page(open.access(), companies, { pageSize: 3 });
    const before = page();
    await moment();
    open.reads.touch(companies.baseId);
    const after = page();
    await moment();
    release();
    await Promise.all([before, after]);
    expect(open.airtable.listings()).toHaveLength(2);
  });
});
