import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../../emulator/emulator.ts";
import { type OpenReads, openReads } from "../fixtures/open-reads.ts";
import { fieldId, tableId } from "../ids.ts";
import type { TableModel } from "../models.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { readRecordPage } from "./read-record-page.ts";
import { readRecordsById } from "./read-records-by-id.ts";

const ghost = {
  id: fieldId.parse("fldGhost000000000"),
  name: "Ghost",
  type: "singleLineText",
  description: null,
  options: null,
};
const selection = { keys: new Set(["Ghost", "Name"]), commentCount: false };

let open: OpenReads;
let airtable: TenantAirtable;
let current: TableModel;
/** As it would be remembered if the field `Ghost` had been deleted since. */
let outdated: TableModel;

beforeAll(async () => {
  open = await openReads();
});
afterAll(async () => open.close());
beforeEach(async () => {
  airtable = open.request();
  current = await open.table(salesCrmBaseId, "Companies");
  outdated = { ...current, fields: new Map([...current.fields, [ghost.id, ghost]]) };
  await remember(outdated);
  open.airtable.forget();
});

async function remember(table: TableModel): Promise<void> {
  const { access } = await reachBase(airtable, salesCrmBaseId);
  const key = `${access.cacheKey} ${salesCrmBaseId}`;
  airtable.caches.forgetSchemas("all");
  await airtable.caches.tables.get(key, async () => new Map([[table.id, table]]));
}

const schemaReads = () => open.airtable.calls().filter(({ path }) => path.includes("/meta/bases/")).length;

describe("a read by what the schema was", () => {
  it("of a page is made once more by what it is", async () => {
    const { nodes } = await readRecordPage(airtable, outdated, { first: 3 }, selection);
    expect(nodes.map(({ table }) => table.fields.has(ghost.id))).toEqual([false, false, false]);
    expect(Object.keys(nodes[0]?.cells ?? {})).toHaveLength(1);
    expect(open.airtable.listings()).toHaveLength(2);
    expect(schemaReads()).toBe(1);
  });

  it("of records by id is, too", async () => {
    const { nodes } = await readRecordPage(airtable, current, { first: 3 }, { keys: new Set(), commentCount: false });
    open.airtable.forget();
    const records = await readRecordsById(
      airtable,
      nodes.map(({ id }) => ({ id, selection })),
    );
    expect(records.map((record) => (record instanceof Error ? record : record?.id))).toEqual(nodes.map(({ id }) => id));
    expect(open.airtable.listings()).toHaveLength(2);
  });

  it("by a filter on a field that is gone says so", async () => {
    await expect(
      readRecordPage(airtable, outdated, { first: 3, filter: { field: "Ghost", eq: "x" } }, selection),
    ).rejects.toMatchObject({ code: "BAD_USER_INPUT", message: expect.stringContaining('no field "Ghost"') });
  });

  it("of a table that is gone says so, or finds no record", async () => {
    const gone = { ...current, id: tableId.parse("tblGone0000000000") };
    await remember(gone);
    await expect(readRecordPage(airtable, gone, { first: 3 }, selection)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await remember(gone);
    const id = `${salesCrmBaseId}/${gone.id}/recNothing0000000`;
    expect(await readRecordsById(airtable, [{ id, selection }])).toEqual([null]);
  });

  it("is not repeated when the schema is what it was", async () => {
    await remember(current);
    const formula = "{Nothing}=1";
    await expect(readRecordPage(airtable, current, { first: 3, formula }, selection)).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
    });
    expect(open.airtable.listings()).toHaveLength(1);
  });
});
