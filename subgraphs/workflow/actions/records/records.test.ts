import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { ActionSettings } from "../../definitions/action-steps.ts";
import type { ActionScope } from "../action.ts";
import { newScope } from "../fixtures/new-scope.ts";
import { globalId, ids, type OpenRecords, openRecords } from "../fixtures/open-records.ts";
import { mayHaveEffect } from "../outcome.ts";
import { createCreateRecords } from "./create-records.ts";
import { createDeleteRecords } from "./delete-records.ts";
import { createGetRecord } from "./get-record.ts";
import { createQueryRecords } from "./query-records.ts";
import { createUpdateRecords } from "./update-records.ts";
import { createUpsertRecords } from "./upsert-records.ts";

let open: OpenRecords;
beforeAll(async () => {
  open = await openRecords();
});
afterAll(async () => open.close());
afterEach(() => open.proxy.fault(() => undefined));

const people = { baseId: ids.base, table: "People" };
const nobody = globalId("recNobody00000000");

const create = async (settings: Partial<ActionSettings<"createRecords">>, scope: ActionScope = newScope()) =>
  createCreateRecords(open.ask)({ ...people, records: [], typecast: false, ...settings }, scope);
const update = async (settings: Partial<ActionSettings<"updateRecords">>, scope: ActionScope = newScope()) =>
  createUpdateRecords(open.ask)({ records: [], typecast: false, ...settings }, scope);
const upsert = async (settings: Partial<ActionSettings<"upsertRecords">>, scope: ActionScope = newScope()) =>
  createUpsertRecords(open.ask)({ ...people, mergeOn: ["Name"], records: [], typecast: false, ...settings }, scope);
const remove = async (recordIds: ActionSettings<"deleteRecords">["ids"], scope: ActionScope = newScope()) =>
  createDeleteRecords(open.ask)({ ids: recordIds }, scope);
const query = async (settings: Partial<ActionSettings<"queryRecords">>, scope: ActionScope = newScope()) =>
  createQueryRecords(open.ask)({ ...people, limit: 1_000, ...settings }, scope);

/** Of rows whose bio, or name, is this. */
async function rowsOf(mark: string) {
  return (await open.rows()).filter(({ fields }) => String(fields["Bio"]).trim() === mark || fields["Name"] === mark);
}

/** Lets Airtable write, and loses what it says of it. */
function loseReplies(method: string) {
  open.proxy.fault((call) => (call.method === method ? "lose reply" : undefined));
}

/**
 * Carries out attempts as the engine does, until one succeeds or fails for good; after the first no reply is lost any more.
 * @returns what came of it, and after how many
 */
async function attempt(act: (scope: ActionScope) => Promise<unknown>) {
  const scope = newScope();
  let maybeDone = false;
  for (let attempts = 1; ; attempts++) {
    try {
      return { output: await act({ ...scope, maybeDone }), attempts };
    } catch (error) {
      const { code } = error as { code: string };
      open.proxy.fault(() => undefined);
      if (!["UPSTREAM_UNAVAILABLE", "TIMEOUT", "RATE_LIMITED"].includes(code) || attempts === 10)
        return { code, attempts };
      maybeDone ||= mayHaveEffect(error as Parameters<typeof mayHaveEffect>[0]);
    }
  }
}

describe("getRecord", () => {
  it("answers with the cells by the names of their fields", async () => {
    const output = await createGetRecord(open.ask)({ recordId: globalId(ids.ada) }, newScope());
    expect(output).toMatchObject({ id: globalId(ids.ada), cells: { Name: "Ada", Age: 36 } });
  });

  it.each([
    ["NOT_FOUND", nobody],
    ["BAD_USER_INPUT", "recNobody00000000"],
    ["BAD_USER_INPUT", ""],
  ])("says %s of %j", async (code, recordId) => {
    await expect(createGetRecord(open.ask)({ recordId }, newScope())).rejects.toMatchObject({ code });
  });
});

describe("queryRecords", () => {
  const mark = randomUUID();
  beforeAll(async () => {
    await open.seed(...Array.from({ length: 130 }, (_none, index) => ({ Name: `${mark} ${index}`, Age: index })));
  });

  it("reads all pages up to the limit, in order", async () => {
    const filter = { field: "Name", startsWith: mark };
    const sort = [{ field: "Age", direction: "DESC" }];
    const output = (await query({ filter, sort, limit: 120 })) as { records: { cells: { Age: number } }[] };
    expect(output.records.map(({ cells }) => cells.Age)).toEqual(
      Array.from({ length: 120 }, (_none, index) => 129 - index),
    );
    expect(output).toMatchObject({ hasMore: true });
  });

  it("says when there are no more", async () => {
    expect(await query({ filter: { field: "Name", eq: `${mark} 7` } })).toMatchObject({
      records: [{ cells: { Name: `${mark} 7` } }],
      hasMore: false,
    });
  });

  it.each([
    ["limit", { limit: "many" as unknown as number }],
    ["limit", { limit: 0 }],
    ["limit", { limit: 10_001 }],
    ["filter", { filter: "Age > 5" }],
    ["sort", { sort: "Age" }],
    ["baseId", { baseId: "Deals" }],
    ["table", { table: "" }],
  ])("names the setting that is none: %s", async (field, settings) => {
    await expect(query(settings)).rejects.toMatchObject({ code: "BAD_USER_INPUT", extensions: { field } });
  });

  it("says NOT_FOUND of a table that there is not", async () => {
    await expect(query({ table: "Nowhere" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("createRecords", () => {
  it("creates records, and answers with them in the order given", async () => {
    const mark = randomUUID();
    const records = Array.from({ length: 12 }, (_none, index) => ({ Name: `${index}`, Bio: mark }));
    const output = (await create({ records })) as { records: { id: string; cells: Record<string, unknown> }[] };
    expect(output.records.map(({ cells }) => cells["Name"])).toEqual(records.map(({ Name }) => Name));
    expect(output.records.map(({ id }) => id).sort()).toEqual(
      (await rowsOf(mark)).map(({ id }) => globalId(id)).sort(),
    );
  });

  it("creates more records than one mutation takes", async () => {
    const mark = randomUUID();
    const records = Array.from({ length: 1_005 }, () => ({ Bio: mark }));
    const output = (await create({ records })) as { records: unknown[] };
    expect(output.records).toHaveLength(1_005);
    expect(await rowsOf(mark)).toHaveLength(1_005);
  });

  it("without a key field never creates a record twice: its outcome is unknown when the reply is lost", async () => {
    const mark = randomUUID();
    loseReplies("POST");
    const result = await attempt(async (scope) => create({ records: [{ Bio: mark }] }, scope));
    expect(result).toEqual({ code: "OUTCOME_UNKNOWN", attempts: 1 });
    expect(await rowsOf(mark)).toHaveLength(1);
  });

  it("without a key field does nothing when an attempt before may have", async () => {
    const mark = randomUUID();
    await expect(create({ records: [{ Bio: mark }] }, newScope({ maybeDone: true }))).rejects.toMatchObject({
      code: "OUTCOME_UNKNOWN",
    });
    expect(await rowsOf(mark)).toEqual([]);
  });

  it("with a key field finds what it made before, when replies are lost", async () => {
    const mark = randomUUID();
    loseReplies("PATCH");
    const records = [{ Bio: mark }, { Bio: mark }];
    const result = await attempt(async (scope) => create({ records, keyField: "Name" }, scope));
    expect(result).toMatchObject({
      output: { records: [{ cells: { Bio: expect.stringContaining(mark) } }, {}] },
      attempts: 2,
    });
    const rows = await rowsOf(mark);
    expect(rows).toHaveLength(2);
    expect(new Set(rows.map(({ fields }) => String(fields["Name"]).replace(/^.*:/, "")))).toEqual(new Set(["0", "1"]));
  });

  it("with a key field makes one set of records in each run", async () => {
    const mark = randomUUID();
    await create({ records: [{ Bio: mark }], keyField: "Name" });
    await create({ records: [{ Bio: mark }], keyField: "Name" });
    expect(await rowsOf(mark)).toHaveLength(2);
  });

  it("fails for the record that is refused, and tells which others were created", async () => {
    const mark = randomUUID();
    const refused = await create({ records: [{ Bio: mark }, { Age: "old" }] }).catch((error: unknown) => error);
    const [row] = await rowsOf(mark);
    expect(refused).toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringContaining("records.1 was not written (1 of 2 were not)"),
      extensions: { field: "records.1", written: [globalId(row?.id ?? "")] },
    });
  });

  it.each([
    ["records", { records: "${input.records}" }],
    ["records.0", { records: ["Ada"] }],
    ["records.0", { records: [{ Name: "Ada" }], keyField: "Name" }],
    ["keyField", { keyField: "" }],
  ])("names the setting that is none: %s", async (field, settings) => {
    await expect(create(settings)).rejects.toMatchObject({ code: "BAD_USER_INPUT", extensions: { field } });
  });
});

describe("updateRecords", () => {
  it("changes the named cells, also when replies are lost", async () => {
    const [first = "", second = ""] = await open.seed({ Name: "a", Age: 1 }, { Name: "b", Age: 2 });
    loseReplies("PATCH");
    const records = [
      { id: second, cells: { Age: 20 } },
      { id: first, cells: { Age: 10 } },
    ];
    expect(await attempt(async (scope) => update({ records }, scope))).toMatchObject({
      output: {
        records: [
          { id: second, cells: { Name: "b", Age: 20 } },
          { id: first, cells: { Name: "a", Age: 10 } },
        ],
      },
      attempts: 2,
    });
  });

  it("fails for a record that is gone, and tells that the other was changed", async () => {
    const [id = ""] = await open.seed({ Name: "there" });
    const records = [nobody, id].map((each) => ({ id: each, cells: { Age: 5 } }));
    await expect(update({ records })).rejects.toMatchObject({
      code: "NOT_FOUND",
      extensions: { field: "records.0", written: [id] },
    });
  });

  it.each([
    ["records", { records: "none" }],
    ["records.0.id", { records: [{ id: "recAda", cells: {} }] }],
    ["records.0.cells", { records: [{ id: nobody }] }],
  ])("names the setting that is none: %s", async (field, settings) => {
    await expect(update(settings)).rejects.toMatchObject({ code: "BAD_USER_INPUT", extensions: { field } });
  });
});

describe("upsertRecords", () => {
  it("updates what matches and creates the rest, once, also when replies are lost", async () => {
    const [known, fresh] = [randomUUID(), randomUUID()];
    await open.seed({ Name: known, Age: 1 });
    loseReplies("PATCH");
    const records = [
      { Name: fresh, Age: 5 },
      { Name: known, Age: 6 },
    ];
    const result = await attempt(async (scope) => upsert({ records }, scope));
    expect(result).toMatchObject({
      output: { records: [{ cells: { Age: 5 } }, { cells: { Age: 6 }, created: false }] },
      attempts: 2,
    });
    expect((await rowsOf(fresh)).map(({ fields }) => fields["Age"])).toEqual([5]);
    expect((await rowsOf(known)).map(({ fields }) => fields["Age"])).toEqual([6]);
  });

  it("says of each whether it was created", async () => {
    const output = await upsert({ records: [{ Name: randomUUID() }] });
    expect(output).toMatchObject({ records: [{ created: true }] });
  });

  it.each([[{ Age: 5 }], [{ Name: null }], [{ Name: "" }]])(
    "refuses a record without a key, which another attempt would create again: %j",
    async (record) => {
      await expect(upsert({ records: [record] })).rejects.toMatchObject({
        code: "BAD_USER_INPUT",
        extensions: { field: "records.0" },
      });
    },
  );
});

describe("deleteRecords", () => {
  it("deletes records, also when the reply is lost", async () => {
    const mark = randomUUID();
    const doomed = await open.seed({ Name: mark }, { Name: mark });
    loseReplies("DELETE");
    expect(await attempt(async (scope) => remove(doomed, scope))).toMatchObject({ output: { ids: doomed } });
    expect(await rowsOf(mark)).toEqual([]);
  });

  it("takes what is gone for deleted only when an attempt before may have deleted it", async () => {
    const mark = randomUUID();
    const [id = ""] = await open.seed({ Name: mark });
    await expect(remove([nobody, id])).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await remove([nobody, id], newScope({ maybeDone: true }))).toEqual({ ids: [nobody, id] });
    expect(await rowsOf(mark)).toEqual([]);
  });

  it.each([["none"], [["recAda"]]])("refuses what is no list of records' ids: %j", async (given) => {
    await expect(remove(given)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });
});
