import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { globalId, smallIds as ids, openWriting, type Row, smallTokens as tokens } from "../fixtures/open-writing.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { changeRecords } from "./change-records.ts";
import { createRecords } from "./create-records.ts";
import { deleteRecords } from "./delete-records.ts";
import { upsertRecords } from "./upsert-records.ts";
import type { WriteResult } from "./write-result.ts";

let writing: Awaited<ReturnType<typeof openWriting>>;
let airtable: TenantAirtable;
let before: Row[];
beforeAll(async () => {
  writing = await openWriting();
  airtable = writing.as(tokens.creator);
});
afterAll(async () => writing.close());
beforeEach(async () => {
  writing.proxy.fault(() => undefined);
  before = await writing.rows("People");
  await createRecords(airtable, { baseId: ids.base, table: "People", records: [], typecast: false });
  writing.proxy.fault(() => undefined);
});

type Cells = Record<string, unknown>;
const create = async (records: readonly Cells[], typecast = false, as = airtable) =>
  createRecords(as, { baseId: ids.base, table: "People", records: records.map((cells) => ({ cells })), typecast });
const update = async (records: readonly { id: string; cells: Cells }[], typecast = false) =>
  changeRecords(airtable, { records, typecast, mode: "update" });
const upsert = async (records: readonly Cells[], mergeOn: string[] = ["Name"], replace = false, typecast = false) =>
  upsertRecords(airtable, {
    baseId: ids.base,
    table: "People",
    mergeOn,
    records: records.map((cells) => ({ cells })),
    replace,
    typecast,
  });

/** Somebody new, of whom there is no second. */
let count = 0;
const fresh = () => {
  count += 1;
  return `Person ${count}`;
};
const people = (length: number) => Array.from({ length }, () => ({ Name: fresh() }));
const newRows = async () => {
  const known = new Set(before.map(({ id }) => id));
  return (await writing.rows("People")).filter(({ id }) => !known.has(id));
};
const namesOf = (rows: readonly Row[]) => rows.map(({ fields }) => fields.Name);
const outcomes = (results: readonly WriteResult[]) => results.map(({ outcome }) => outcome);
const codes = (results: readonly WriteResult[]) => results.map(({ error }) => error?.code ?? null);
const calls = () => writing.proxy.calls().length;
async function addPeople(length: number): Promise<string[]> {
  const added = (await create(people(length))).map(({ id }) => id ?? "");
  writing.proxy.fault(() => undefined);
  return added;
}

describe("calls", () => {
  it("create 1000 records with 100 calls and answer them in the order given", async () => {
    const wanted = people(1_000);
    const results = await create(wanted);
    expect(calls()).toBe(100);
    expect(outcomes(results)).toEqual(wanted.map(() => "CREATED"));
    expect(results.map(({ record }) => record?.cells["fldPName000000000"])).toEqual(wanted.map(({ Name }) => Name));
    expect(new Set(namesOf(await newRows()))).toEqual(new Set(wanted.map(({ Name }) => Name)));
  });

  it("are shared by 50 creates at the same time, each with its own result", async () => {
    const wanted = people(50);
    const results = await Promise.all(wanted.map(async (cells) => create([cells])));
    expect(calls()).toBe(5);
    expect(results.map(([result]) => result?.record?.cells["fldPName000000000"])).toEqual(
      wanted.map(({ Name }) => Name),
    );
  });

  it("carry what has gathered while their turn had not come", async () => {
    const go = writing.holdTurns();
    const first = create(people(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const others = Promise.all(Array.from({ length: 9 }, async () => create(people(1))));
    await new Promise((resolve) => setTimeout(resolve, 20));
    go();
    await Promise.all([first, others]);
    expect(calls()).toBe(1);
  });

  it("tell everybody whom they carry of the turn that was waited for", async () => {
    const turns: string[] = [];
    const caller = (name: string) => writing.as(tokens.creator, { onTurn: () => turns.push(name) });
    await Promise.all([create(people(2), false, caller("first")), create(people(2), false, caller("second"))]);
    expect(calls()).toBe(1);
    expect(turns).toEqual(["first", "second"]);
  });

  it("are not shared by writes that differ in options or connection", async () => {
    const other = writing.as(tokens.editor);
    await createRecords(other, { baseId: ids.base, table: "People", records: [], typecast: false });
    writing.proxy.fault(() => undefined);
    await Promise.all([create(people(1)), create(people(1), true), create(people(1), false, other)]);
    expect(calls()).toBe(3);
  });

  it("update, replace, upsert and delete 25 records with 3 calls each", async () => {
    const mine = await addPeople(25);
    await update(mine.map((id) => ({ id, cells: { Age: 1 } })));
    expect(calls()).toBe(3);
    const replaced = await changeRecords(airtable, {
      records: mine.map((id, index) => ({ id, cells: { Name: `Replaced ${index}` } })),
      typecast: false,
      mode: "replace",
    });
    expect(calls()).toBe(6);
    expect(replaced.every(({ record }) => record?.cells["fldPAge0000000000"] === undefined)).toBe(true);
    expect(outcomes(await upsert(mine.map((_, index) => ({ Name: `Replaced ${index}`, Age: 2 }))))).toEqual(
      mine.map(() => "UPDATED"),
    );
    expect(calls()).toBe(9);
    const deleted = await deleteRecords(airtable, mine);
    expect(deleted).toEqual(mine.map((id) => ({ outcome: "DELETED", id, record: null, error: null })));
    expect(calls()).toBe(12);
    expect(await newRows()).toEqual([]);
  });

  it("never carry one record twice: writes of it are made one after the other, in their order", async () => {
    const [mine = ""] = await addPeople(1);
    const results = await Promise.all([1, 2, 3].map(async (Age) => update([{ id: mine, cells: { Age } }])));
    expect(results.map(([result]) => result?.record?.cells["fldPAge0000000000"])).toEqual([1, 2, 3]);
    expect(calls()).toBe(3);
  });

  it("are told of before and after, so that nobody is answered with what was read before", async () => {
    writing.touched.length = 0;
    await create(people(1));
    expect(writing.touched).toEqual([ids.base, ids.base]);
  });
});

describe("a record that can't be written", () => {
  it.each<[string, Cells, string]>([
    ["an unknown field", { Nothing: 1 }, "Nothing"],
    ["a field that Airtable computes", { Double: 1 }, "Double"],
    ["a field that can only be read", { Button: { label: "x" } }, "Button"],
    ["a field by name and by id", { Age: 1, fldPAge0000000000: 2 }, "Age"],
    ["text for a number", { Age: "many" }, "Age"],
    ["a number for text", { Name: 1 }, "Name"],
    ["a broken number for a rating", { Stars: 1.5 }, "Stars"],
    ["text for a checkbox", { Active: "yes" }, "Active"],
    ["text for a list of choices", { Skills: "SQL" }, "Skills"],
    ["an object for a choice", { Level: { name: "Senior" } }, "Level"],
    ["a number for a date", { Born: 1 }, "Born"],
    ["a truth value for an instant", { Seen: true }, "Seen"],
    ["one record id for a list of links", { Team: ids.red }, "Team"],
    ["a malformed record id", { Team: ["rec') , 1=1"] }, "Team"],
    ["a global id in place of a record id", { Team: [globalId(ids.red, ids.teams)] }, "Team"],
    ["a url in place of files", { Files: "https://example.com/a.txt" }, "Files"],
    ["a file with a url of another scheme", { Files: [{ url: "file:///etc/passwd" }] }, "Files"],
    ["text for a collaborator", { Mentor: "usrOne" }, "Mentor"],
    ["a barcode without text", { Badge: { type: "upce" } }, "Badge"],
    ["more than 100,000 characters", { Bio: "x".repeat(100_001) }, "Bio"],
    ["a field name that breaks out of quotes", { "'}\n{\\": 1 }, "'}\n{\\"],
    [
      "a value that is nested without end",
      { Name: JSON.parse("[".repeat(5_000) + "]".repeat(5_000)) as unknown },
      "Name",
    ],
    ["a field that every object has", { constructor: 1 }, "constructor"],
  ])("is refused for %s, at the cost of no call, and its neighbours are written", async (_what, cells, field) => {
    const [one, two] = people(2);
    const results = await create([one ?? {}, cells, two ?? {}]);
    expect(outcomes(results)).toEqual(["CREATED", "FAILED", "CREATED"]);
    expect(results[1]).toMatchObject({ id: null, record: null, error: { code: "BAD_USER_INPUT", field } });
    expect(results[1]?.error?.message).toContain(JSON.stringify(field));
    expect(calls()).toBe(1);
    expect(new Set(namesOf(await newRows()))).toEqual(new Set([one?.Name, two?.Name]));
  });

  it("costs nothing when it is the only one", async () => {
    expect(codes(await create([{ Nothing: 1 }]))).toEqual(["BAD_USER_INPUT"]);
    expect(calls()).toBe(0);
  });

  it("may have other JSON types under typecast, but no computed field and no text too long", async () => {
    const results = await create(
      [
        { Name: 12, Age: "1,234.5", Level: "New level", Active: "checked" },
        { Name: fresh(), Double: "1" },
        { Name: "x".repeat(100_001) },
        { Name: fresh(), Files: "https://example.com/a.txt" },
        { Name: JSON.parse("[".repeat(5_000) + "]".repeat(5_000)) },
      ],
      true,
    );
    expect(outcomes(results)).toEqual(["CREATED", "FAILED", "FAILED", "FAILED", "FAILED"]);
    expect(results[0]?.record?.cells["fldPAge0000000000"]).toBe(1234.5);
    expect(calls()).toBe(1);
  });

  it("can be written with 100,000 characters, quotes, braces and line breaks", async () => {
    const bio = `${"'}\\{\n\"".repeat(16_666)}\n`;
    const [result] = await create([{ Name: "O'Neill}\\ {Name}\n\"", Bio: bio }]);
    expect(result?.record?.cells["fldPName000000000"]).toBe("O'Neill}\\ {Name}\n\"");
    expect(result?.record?.cells["fldPBio0000000000"]).toBe(bio);
  });

  it.each([
    ["no record's id", "recAda", "BAD_USER_INPUT"],
    ["an id with a formula in it", `${ids.base}/${ids.people}/rec') , TRUE()`, "BAD_USER_INPUT"],
    ["an id of a base that is not the tenant's", `${ids.otherBase}/${ids.people}/${ids.ada}`, "NOT_FOUND"],
    ["an id of no base", `appNothing0000000/${ids.people}/${ids.ada}`, "NOT_FOUND"],
    ["an id of no table", `${ids.base}/tblNothing0000000/${ids.ada}`, "NOT_FOUND"],
  ])("is refused for %s, and its neighbours are written", async (_what, id, code) => {
    const [mine = ""] = await addPeople(1);
    const updated = await update([
      { id, cells: { Age: 1 } },
      { id: mine, cells: { Age: 2 } },
    ]);
    expect(updated).toMatchObject([
      { outcome: "FAILED", id, error: { code } },
      { outcome: "UPDATED", id: mine },
    ]);
    expect((await deleteRecords(airtable, [id, mine])).map(({ outcome }) => outcome)).toEqual(["FAILED", "DELETED"]);
    expect(writing.proxy.calls().map(({ method }) => method)).toEqual(["PATCH", "DELETE"]);
  });

  it("is refused the second time when it is given twice", async () => {
    const [mine = ""] = await addPeople(1);
    const updated = await update([
      { id: mine, cells: { Age: 1 } },
      { id: mine, cells: { Age: 2 } },
    ]);
    expect(outcomes(updated)).toEqual(["UPDATED", "FAILED"]);
    expect(updated[1]?.error).toMatchObject({ code: "BAD_USER_INPUT", field: "id" });
    expect(updated[0]?.record?.cells["fldPAge0000000000"]).toBe(1);
    expect(outcomes(await deleteRecords(airtable, [mine, mine]))).toEqual(["DELETED", "FAILED"]);
  });

  it.each([
    ["createRecords", async () => create(people(1_001)), "records"],
    ["upsertRecords", async () => upsert(people(1_001)), "records"],
    ["updateRecords", async () => update(people(1_001).map((cells) => ({ id: "x", cells }))), "records"],
    [
      "deleteRecords",
      async () =>
        deleteRecords(
          airtable,
          people(1_001).map(() => "x"),
        ),
      "ids",
    ],
  ])("is one too many: %s takes no more than 1000", async (_what, write, argument) => {
    await expect(write()).rejects.toMatchObject({
      extensions: { code: "BAD_USER_INPUT", field: argument },
      message: expect.stringContaining("1001"),
    });
    expect(calls()).toBe(0);
  });

  it.each([
    ["base", { baseId: "appNothing0000000", table: "People" }],
    ["table", { baseId: ids.base, table: "Nothing" }],
  ])("has no %s to go to: the whole mutation fails", async (_what, where) => {
    await expect(
      createRecords(airtable, { ...where, records: [{ cells: { Name: "x" } }], typecast: false }),
    ).rejects.toMatchObject({ extensions: { code: "NOT_FOUND" } });
  });
});

describe("a record that Airtable refuses", () => {
  it.each<[string, Cells, Partial<WriteResult["error"]>]>([
    ["a choice that is unknown", { Level: "Chief" }, { airtableType: "INVALID_MULTIPLE_CHOICE_OPTIONS" }],
    ["a link to nothing", { Team: ["recNothing0000000"] }, { airtableType: "ROW_DOES_NOT_EXIST" }],
    ["a link into another table", { Team: [ids.ada] }, { airtableType: "ROW_TABLE_DOES_NOT_MATCH_LINKED_TABLE" }],
    ["a date that is none", { Born: "soon" }, { airtableType: "INVALID_VALUE_FOR_COLUMN", field: "Born" }],
    ["a rating above the most", { Stars: 9 }, { airtableType: "INVALID_VALUE_FOR_COLUMN", field: "Stars" }],
  ])(
    "for %s costs one call more when the refusal tells which, and its neighbours are written",
    async (_w, cells, error) => {
      const wanted: Cells[] = people(10);
      wanted.splice(3, 1, { Name: fresh(), ...cells });
      const results = await create(wanted);
      expect(outcomes(results)).toEqual(wanted.map((_, index) => (index === 3 ? "FAILED" : "CREATED")));
      expect(results[3]?.error).toMatchObject({
        code: "BAD_USER_INPUT",
        airtableMessage: expect.any(String),
        ...error,
      });
      expect(calls()).toBe(2);
      expect(await newRows()).toHaveLength(9);
    },
  );

  it("is found by halves when the refusal does not tell which", async () => {
    writing.proxy.fault(({ body }) =>
      body.includes('"bad"') ? { status: 422, body: { error: { type: "CANNOT_BE_KNOWN" } } } : undefined,
    );
    const wanted = [...people(7), { Name: "bad" }, ...people(2)];
    const results = await create(wanted);
    expect(outcomes(results)).toEqual(wanted.map(({ Name }) => (Name === "bad" ? "FAILED" : "CREATED")));
    expect(results[7]?.error).toMatchObject({ code: "UPSTREAM_REJECTED", airtableType: "CANNOT_BE_KNOWN" });
    expect(calls()).toBeLessThanOrEqual(9);
    expect(await newRows()).toHaveLength(9);
  });

  it("costs at most 19 calls for ten of them", async () => {
    writing.proxy.fault(() => ({ status: 422, body: { error: "CANNOT_BE_KNOWN" } }));
    expect(outcomes(await create(people(10)))).toEqual(Array.from({ length: 10 }, () => "FAILED"));
    expect(calls()).toBe(19);
  });

  it.each([
    [
      "the object form",
      { error: { type: "INVALID_VALUE_FOR_COLUMN", message: 'Field "Age" cannot accept the provided value' } },
    ],
    ["the object form without a message", { error: { type: "INVALID_VALUE_FOR_COLUMN" } }],
    ["the bare string", { error: "INVALID_VALUE_FOR_COLUMN" }],
    ["the plural form", { errors: [{ error: "INVALID_VALUE_FOR_COLUMN", message: "no" }] }],
  ])("is found whatever the envelope: %s", async (_form, body) => {
    writing.proxy.fault((call) => (call.body.includes("fldPAge") ? { status: 422, body } : undefined));
    const results = await create([...people(4), { Name: fresh(), Age: 1 }]);
    expect(outcomes(results)).toEqual(["CREATED", "CREATED", "CREATED", "CREATED", "FAILED"]);
    expect(results[4]?.error?.airtableType).toBe("INVALID_VALUE_FOR_COLUMN");
  });

  it("takes all with it that name a field which is gone, without a search", async () => {
    writing.proxy.fault(({ body }) =>
      body.includes("fldPAge")
        ? {
            status: 422,
            body: { error: { type: "UNKNOWN_FIELD_NAME", message: 'Unknown field name: "fldPAge0000000000"' } },
          }
        : undefined,
    );
    const results = await create(people(10).map((cells, index) => (index < 6 ? { ...cells, Age: 1 } : cells)));
    expect(outcomes(results).filter((outcome) => outcome === "FAILED")).toHaveLength(6);
    expect(results[0]?.error).toMatchObject({ code: "BAD_USER_INPUT", field: "Age" });
    expect(calls()).toBe(2);
  });

  it("does not hold up batches beside its own", async () => {
    const results = await create([{ Name: fresh(), Level: "Chief" }, ...people(29)]);
    expect(outcomes(results).filter((outcome) => outcome === "CREATED")).toHaveLength(29);
    expect(calls()).toBe(4);
  });

  it.each([
    ["is over quota", 429, { error: { type: "PUBLIC_API_BILLING_LIMIT_EXCEEDED", message: "over" } }, "QUOTA_EXCEEDED"],
    [
      "has had its token revoked",
      401,
      { error: { type: "AUTHENTICATION_REQUIRED", message: "no" } },
      "UPSTREAM_REJECTED",
    ],
    [
      "may not write here",
      403,
      { error: { type: "INVALID_PERMISSIONS", message: "You are not permitted to perform this operation" } },
      "FORBIDDEN",
    ],
    [
      "may no longer see the table",
      403,
      { error: { type: "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", message: "Invalid" } },
      "NOT_FOUND",
    ],
  ])("is not looked for when the tenant %s", async (_what, status, body, code) => {
    writing.proxy.fault(() => ({ status, body }));
    const results = await create(people(10));
    expect(codes(results)).toEqual(results.map(() => code));
    expect(outcomes(results)).toEqual(results.map(() => "FAILED"));
    expect(calls()).toBe(1);
  });

  it("is told as missing, by itself, when it is to be updated", async () => {
    const [mine = ""] = await addPeople(1);
    const missing = globalId("recNothing0000000");
    const results = await update([
      { id: missing, cells: { Age: 1 } },
      { id: mine, cells: { Age: 2 } },
    ]);
    expect(results).toMatchObject([
      { outcome: "FAILED", id: missing, error: { code: "NOT_FOUND", airtableType: "ROW_DOES_NOT_EXIST" } },
      { outcome: "UPDATED", id: mine },
    ]);
    expect(calls()).toBe(2);
  });

  it.each([
    [
      "named",
      422,
      { error: { type: "ROW_DOES_NOT_EXIST", message: "Record ID recNothing0000000 does not exist in this table" } },
      ["DELETE", "DELETE"],
    ],
    [
      "in the words of a 403",
      403,
      { error: { type: "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", message: "Invalid" } },
      ["DELETE", "POST", "DELETE"],
    ],
    ["in words that are new", 422, { error: "CANNOT_BE_KNOWN" }, ["DELETE", "POST", "DELETE"]],
  ])("is told as missing when Airtable says so %s", async (_how, status, body, methods) => {
    const mine = await addPeople(3);
    writing.proxy.fault((_call, nth) => (nth === 1 ? { status, body } : undefined));
    const results = await deleteRecords(airtable, [...mine, globalId("recNothing0000000")]);
    expect(outcomes(results)).toEqual(["DELETED", "DELETED", "DELETED", "FAILED"]);
    expect(codes(results)[3]).toBe("NOT_FOUND");
    expect(writing.proxy.calls().map(({ method }) => method)).toEqual(methods);
  });

  it("is told why it was not deleted when it is there", async () => {
    const mine = await addPeople(2);
    writing.proxy.fault(({ method }) => (method === "DELETE" ? { status: 422, body: { error: "LOCKED" } } : undefined));
    expect(codes(await deleteRecords(airtable, mine))).toEqual(["UPSTREAM_REJECTED", "UPSTREAM_REJECTED"]);
    expect(await newRows()).toHaveLength(2);
  });

  it("is told as missing, by itself, when it is to be deleted", async () => {
    const mine = await addPeople(9);
    const missing = globalId("recNothing0000000");
    const results = await deleteRecords(airtable, [...mine.slice(0, 4), missing, ...mine.slice(4)]);
    expect(outcomes(results)).toEqual(results.map((_, index) => (index === 4 ? "FAILED" : "DELETED")));
    expect(results[4]).toMatchObject({ id: missing, error: { code: "NOT_FOUND" } });
    expect(writing.proxy.calls().map(({ method }) => method)).toEqual(["DELETE", "POST", "DELETE"]);
    expect(await newRows()).toEqual([]);
  });
});

describe("upsertRecords", () => {
  it("creates what does not match, updates what does, and tells which", async () => {
    const known = fresh();
    const unknown = fresh();
    await create([{ Name: known, Age: 1 }]);
    const results = await upsert([
      { Name: known, Age: 2 },
      { Name: unknown, Age: 3 },
    ]);
    expect(outcomes(results)).toEqual(["UPDATED", "CREATED"]);
    expect((await newRows()).map(({ fields }) => [fields.Name, fields.Age])).toEqual(
      expect.arrayContaining([
        [known, 2],
        [unknown, 3],
      ]),
    );
  });

  it("fails the one that matches several, and only that", async () => {
    const twin = fresh();
    await create([{ Name: twin }, { Name: twin }]);
    const results = await upsert([...people(4), { Name: twin, Age: 2 }, ...people(4)]);
    expect(outcomes(results)).toEqual(results.map((_, index) => (index === 4 ? "FAILED" : "CREATED")));
    expect(results[4]?.error).toMatchObject({ code: "BAD_USER_INPUT", airtableType: "INVALID_RECORDS" });
  });

  it("writes those of one key in their order, as one record", async () => {
    const name = fresh();
    const results = await upsert([
      { Name: name, Age: 1 },
      { Name: name, Age: 2 },
      { Name: name, Age: 3 },
    ]);
    expect(outcomes(results)).toEqual(["CREATED", "UPDATED", "UPDATED"]);
    expect((await newRows()).map(({ fields }) => fields.Age)).toEqual([3]);
  });

  it("creates what has no whole key, once even when the reply is lost", async () => {
    writing.proxy.fault(() => "lose reply");
    const results = await upsert([{ Name: null, Age: 7 }]);
    expect(outcomes(results)).toEqual(["UNKNOWN"]);
    expect(calls()).toBe(1);
    expect(await newRows()).toHaveLength(1);
  });

  it.each([
    ["Age", " "],
    ["Age", "7777 years"],
    ["Born", " "],
    ["Skills", " , "],
    ["Skills", [" "]],
  ])("writes once what typecast may leave without a key, %s %j, even when the reply is lost", async (field, value) => {
    writing.proxy.fault(() => "lose reply");
    expect(outcomes(await upsert([{ Name: fresh(), [field]: value }], [field], false, true))).toEqual(["UNKNOWN"]);
    expect(await newRows()).toHaveLength(1);
    writing.proxy.fault(() => undefined);
  });

  it("repeats with typecast, too, what has a key of the field's own type", async () => {
    writing.proxy.fault((_call, nth) => (nth === 1 ? "lose reply" : undefined));
    expect(outcomes(await upsert(people(1), ["Name"], false, true))).toEqual(["UPDATED"]);
    expect(await newRows()).toHaveLength(1);
  });

  it("finds by its key what it created when the reply was lost", async () => {
    writing.proxy.fault((_call, nth) => (nth === 1 ? "lose reply" : undefined));
    const wanted = people(3);
    expect(outcomes(await upsert(wanted))).toEqual(["UPDATED", "UPDATED", "UPDATED"]);
    expect(await newRows()).toHaveLength(3);
  });

  it("replaces when told to", async () => {
    const name = fresh();
    await create([{ Name: name, Age: 1 }]);
    const [result] = await upsert([{ Name: name, Stars: 2 }], ["Name"], true);
    expect(result?.record?.cells["fldPAge0000000000"]).toBeUndefined();
  });

  it.each([
    ["none", [], "1 to 3"],
    ["four", ["Name", "Age", "Level", "Born"], "1 to 3"],
    ["an unknown field", ["Nothing"], "Nothing"],
    ["a computed field", ["Double"], "Double"],
    ["a field twice", ["Name", ids.name], "twice"],
  ])("refuses to merge on %s", async (_what, mergeOn, named) => {
    await expect(upsert(people(1), mergeOn)).rejects.toMatchObject({
      extensions: { code: "BAD_USER_INPUT" },
      message: expect.stringContaining(named),
    });
    expect(calls()).toBe(0);
  });
});

describe("faults", () => {
  it.each(["cut", "lose reply"] as const)(
    "in the middle of a create (%s) leave those records unknown, and the others written once",
    async (fault) => {
      const wanted = people(30);
      writing.proxy.fault(({ body }) => (body.includes(JSON.stringify(wanted[14]?.Name)) ? fault : undefined));
      const results = await create(wanted);
      expect(outcomes(results)).toEqual(wanted.map((_, index) => (index >= 10 && index < 20 ? "UNKNOWN" : "CREATED")));
      expect(results[14]?.error).toMatchObject({
        code: "UPSTREAM_UNAVAILABLE",
        message: expect.stringContaining("look before you send it again"),
      });
      expect(calls()).toBe(3);
      const written = namesOf(await newRows());
      expect(new Set(written).size).toBe(written.length);
      expect(written).toHaveLength(fault === "cut" ? 20 : 30);
    },
  );

  it("in the middle of an update are mended by a second attempt", async () => {
    const mine = await addPeople(3);
    writing.proxy.fault((_call, nth) => (nth === 1 ? "lose reply" : undefined));
    expect(outcomes(await update(mine.map((id) => ({ id, cells: { Age: 5 } }))))).toEqual(mine.map(() => "UPDATED"));
    expect(calls()).toBe(2);
  });

  it("that last leave updates unknown", async () => {
    const mine = await addPeople(3);
    writing.proxy.fault(() => "lose reply");
    expect(outcomes(await update(mine.map((id) => ({ id, cells: { Age: 5 } }))))).toEqual(mine.map(() => "UNKNOWN"));
  });

  it("before a refusal keep it unknown whether the refused record was written, and write the others", async () => {
    const mine = await addPeople(3);
    writing.proxy.fault((_call, nth) => (nth === 1 ? "cut" : undefined));
    const results = await update(
      mine.map((id, index) => ({ id, cells: index === 1 ? { Level: "Chief" } : { Age: 1 } })),
    );
    expect(outcomes(results)).toEqual(["UPDATED", "UNKNOWN", "UPDATED"]);
  });

  it("after a delete took effect tell it as deleted", async () => {
    const mine = await addPeople(10);
    writing.proxy.fault((_call, nth) => (nth === 1 ? "lose reply" : undefined));
    expect(outcomes(await deleteRecords(airtable, mine))).toEqual(mine.map(() => "DELETED"));
    expect(writing.proxy.calls().map(({ method }) => method)).toEqual(["DELETE", "DELETE", "POST"]);
    expect(await newRows()).toEqual([]);
  });

  it("of a delete that last tell those as deleted that are gone, and the others as unknown", async () => {
    const [gone = "", there = ""] = await addPeople(2);
    await deleteRecords(airtable, [gone]);
    writing.proxy.fault(({ method }) => (method === "DELETE" ? "cut" : undefined));
    expect(outcomes(await deleteRecords(airtable, [gone, there]))).toEqual(["DELETED", "UNKNOWN"]);
  });

  it("tell every record what became of it when nothing can be read back either", async () => {
    const mine = await addPeople(2);
    writing.proxy.fault(() => "cut");
    expect(outcomes(await deleteRecords(airtable, mine))).toEqual(["UNKNOWN", "UNKNOWN"]);
  });
});

describe("a caller that gives up", () => {
  it("takes back what has not been sent, and nothing of others", async () => {
    const abort = new AbortController();
    const impatient = writing.as(tokens.creator, { signal: abort.signal });
    const go = writing.holdTurns();
    const lost = create(people(15), false, impatient);
    const kept = people(3);
    const other = create(kept);
    await new Promise((resolve) => setTimeout(resolve, 20));
    abort.abort();
    const results = await lost;
    expect(codes(results)).toEqual(results.map(() => "TIMEOUT"));
    go();
    expect(outcomes(await other)).toEqual(["CREATED", "CREATED", "CREATED"]);
    expect(calls()).toBe(1);
    expect(new Set(namesOf(await newRows()))).toEqual(new Set(kept.map(({ Name }) => Name)));
  });

  it("alone leaves no call behind", async () => {
    const abort = new AbortController();
    const go = writing.holdTurns();
    const lost = create(people(15), false, writing.as(tokens.creator, { signal: abort.signal }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    abort.abort();
    await lost;
    go();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(calls()).toBe(0);
    expect(outcomes(await create(people(1)))).toEqual(["CREATED"]);
  });
});
