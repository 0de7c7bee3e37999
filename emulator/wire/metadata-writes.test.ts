import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const tables = `/v0/meta/bases/${ids.base}/tables`;
const peopleFields = `${tables}/People/fields`;
const fieldId = (name: string) => `fld${name.padEnd(14, "0")}`;
const age = fieldId("PAge");
const field = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  options: z.record(z.string(), z.unknown()).optional(),
});
const table = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  primaryFieldId: z.string(),
  fields: z.array(field),
  views: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })),
});
const schema = z.object({ tables: z.array(table) });

describe("writes to metadata", () => {
  let emulator: Emulator;
  let creator: ApiClient;

  beforeEach(async () => {
    emulator = await startEmulator({ limits: "off", seed: smallSeed() });
    creator = apiClient(emulator, tokens.creator);
  });
  afterEach(() => emulator.stop());

  async function readTable(name: string): Promise<z.output<typeof table>> {
    const found = schema.parse((await creator.get(tables)).body).tables.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no table ${name}`);
    return found;
  }

  async function readField(tableName: string, key: string): Promise<z.output<typeof field>> {
    const found = (await readTable(tableName)).fields.find((each) => each.name === key || each.id === key);
    if (found === undefined) throw new Error(`no field ${key}`);
    return found;
  }

  it("creates a table with a grid view, ids for choices and the formats that go with names, ready for records", async () => {
    const answer = await creator.send("POST", tables, {
      name: " Orders ",
      description: "What was bought",
      fields: [
        { name: "Number", type: "singleLineText", description: "As printed" },
        { name: "State", type: "singleSelect", options: { choices: [{ name: "Open", color: "blueBright" }] } },
        {
          name: "Due",
          type: "dateTime",
          options: { timeZone: "Europe/Berlin", dateFormat: { name: "european" }, timeFormat: { name: "24hour" } },
        },
      ],
    });
    expect(answer.status).toBe(200);
    const made = table.parse(answer.body);
    expect(made).toMatchObject({
      id: expect.stringMatching(/^tbl[0-9A-Za-z]{14}$/),
      name: "Orders",
      description: "What was bought",
      primaryFieldId: made.fields[0]?.id,
      fields: [
        { name: "Number", type: "singleLineText", description: "As printed" },
        {
          type: "singleSelect",
          options: {
            choices: [{ id: expect.stringMatching(/^sel[0-9A-Za-z]{14}$/), name: "Open", color: "blueBright" }],
          },
        },
        {
          type: "dateTime",
          options: {
            timeZone: "Europe/Berlin",
            dateFormat: { name: "european", format: "D/M/YYYY" },
            timeFormat: { name: "24hour", format: "HH:mm" },
          },
        },
      ],
      views: [{ name: "Grid view", type: "grid" }],
    });
    expect(made.fields[0]).not.toHaveProperty("options");
    expect(await readTable("Orders")).toEqual(made);
    const record = await creator.record("POST", `/v0/${ids.base}/Orders`, { fields: { Number: "7", State: "Open" } });
    expect(record.fields).toEqual({ Number: "7", State: "Open" });
  });

  it.each([
    ["no fields", { fields: [] }, "INVALID_REQUEST_UNKNOWN"],
    ["a key of its own answer", { primaryFieldId: "fld00000000000001" }, "INVALID_REQUEST_UNKNOWN"],
    ["an empty name", { name: " " }, "INVALID_REQUEST_UNKNOWN"],
    ["a description of 20,001 characters", { description: "x".repeat(20_001) }, "INVALID_REQUEST_UNKNOWN"],
    ["an unknown type", { fields: [{ name: "A", type: "longText" }] }, "INVALID_REQUEST_UNKNOWN"],
    ["a name that is taken in other letters", { name: "pEOPLE" }, "DUPLICATE_TABLE_NAME"],
    [
      "two fields of one name in other letters",
      { fields: [textField("A"), textField("a")] },
      "DUPLICATE_OR_EMPTY_FIELD_NAME",
    ],
    ["an empty field name", { fields: [textField("")] }, "DUPLICATE_OR_EMPTY_FIELD_NAME"],
    [
      "a first field that cannot be primary",
      { fields: [{ name: "A", type: "checkbox", options: { icon: "check", color: "redBright" } }] },
      "UNSUPPORTED_FIELD_TYPE_FOR_CREATE",
    ],
  ])("refuses a table with %s, and adds nothing", async (_, change, type) => {
    const answer = await creator.send("POST", tables, { name: "New", fields: [textField("A")], ...change });
    expect(answer).toMatchObject({ status: 422, body: { error: { type } } });
    expect(schema.parse((await creator.get(tables)).body).tables).toHaveLength(2);
  });

  it.each([
    ["checkbox", undefined, "<Field>.options is missing"],
    ["rating", { icon: "star", color: "redBright" }, "<Field>.options.max is missing"],
    ["checkbox", { icon: "check", color: "red" }, "<Field>.options.color is invalid"],
    ["number", {}, "<Field>.options.precision is missing"],
    ["number", { precision: 9 }, "<Field>.options.precision is invalid"],
    ["currency", { precision: 2 }, "<Field>.options.symbol is missing"],
    ["currency", { precision: 8, symbol: "$" }, "<Field>.options.precision is invalid"],
    ["duration", { durationFormat: "mm" }, "<Field>.options.durationFormat is invalid"],
    ["date", { dateFormat: { name: "iso", format: "l" } }, "<Field>.options.dateFormat.format is invalid"],
    [
      "dateTime",
      { timeZone: "UTC", dateFormat: { name: "iso" }, timeFormat: { name: "24hour" } },
      "<Field>.options.timeZone is invalid",
    ],
    ["dateTime", { timeZone: "utc", dateFormat: { name: "iso" } }, "<Field>.options.timeFormat is missing"],
    ["singleSelect", { choices: [{ name: "a" }, { name: "a" }] }, "<Field>.options.choices is invalid"],
    ["singleSelect", { choices: [{ name: "a", color: "teal" }] }, "<Field>.options.choices.0.color is invalid"],
    ["multipleRecordLinks", {}, "<Field>.options.linkedTableId is missing"],
    [
      "multipleRecordLinks",
      { linkedTableId: ids.teams, prefersSingleRecordLink: true },
      "<Field>.options.prefersSingleRecordLink is not allowed",
    ],
    ["singleLineText", { length: 3 }, "<Field>.options.length is not allowed"],
  ])("refuses a %s field with options %j: %s", async (type, options, problem) => {
    expect(await creator.send("POST", peopleFields, { name: "New", type, options })).toMatchObject({
      status: 422,
      body: {
        error: {
          type: "INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE",
          message: `Failed schema validation: ${problem}`,
        },
      },
    });
  });

  it.each([
    "formula",
    "rollup",
    "multipleLookupValues",
    "count",
    "createdTime",
    "lastModifiedBy",
    "autoNumber",
    "button",
    "aiText",
  ])("creates no %s field, in the words Airtable has for it", async (type) => {
    expect(await creator.send("POST", peopleFields, { name: "New", type, options: { formula: "1" } })).toMatchObject({
      status: 422,
      body: {
        error: {
          type: "UNSUPPORTED_FIELD_TYPE_FOR_CREATE",
          message: `Invalid options for People.New: Creating ${type} fields is not supported at this time`,
        },
      },
    });
  });

  it("makes the other side of a new link, under a free name, and keeps both in step", async () => {
    for (const name of ["Second team", "Third team"]) {
      const answer = await creator.send("POST", peopleFields, {
        name,
        type: "multipleRecordLinks",
        options: { linkedTableId: ids.teams },
      });
      expect(answer.status).toBe(200);
    }
    const link = await readField("People", "Second team");
    expect(link.options).toMatchObject({
      linkedTableId: ids.teams,
      isReversed: false,
      prefersSingleRecordLink: false,
      inverseLinkFieldId: (await readField("Teams", "People")).id,
    });
    expect((await readField("Teams", "People 2")).options).toMatchObject({
      linkedTableId: ids.people,
      inverseLinkFieldId: (await readField("People", "Third team")).id,
    });
    await creator.record("PATCH", `/v0/${ids.base}/People/${ids.bob}`, { fields: { "Second team": [ids.blue] } });
    expect((await creator.record("GET", `/v0/${ids.base}/Teams/${ids.blue}`)).fields.People).toEqual([ids.bob]);
  });

  it("makes one field for a link within a table, and none for a link to a table that is not there", async () => {
    const link = (linkedTableId: string) =>
      creator.send("POST", peopleFields, { name: "Peer", type: "multipleRecordLinks", options: { linkedTableId } });
    expect((await link("tblNOWHERE0000000")).status).toBe(422);
    expect((await link(ids.people)).status).toBe(200);
    const fields = (await readTable("People")).fields.map(({ name }) => name);
    expect(fields.filter((name) => name === "Peer" || name === "People")).toEqual(["Peer"]);
    expect((await readField("People", "Peer")).options).not.toHaveProperty("inverseLinkFieldId");
  });

  it("shows a renamed field everywhere, and formulas and views follow it", async () => {
    expect(
      await creator.send("PATCH", `${peopleFields}/${age}`, { name: "Years", description: "In full" }),
    ).toMatchObject({
      status: 200,
      body: { id: age, name: "Years", description: "In full", type: "number", options: { precision: 1 } },
    });
    expect((await readField("People", "Double")).options).toMatchObject({
      formula: `{${age}}*2`,
      isValid: true,
      referencedFieldIds: [age],
      result: { type: "number" },
    });
    const ada = await creator.record("PATCH", `/v0/${ids.base}/People/${ids.ada}`, { fields: { Years: 40 } });
    expect(ada.fields).toMatchObject({ Years: 40, Double: 80, "Age changed": expect.any(String) });
    expect(ada.fields).not.toHaveProperty("Age");
    expect((await creator.send("PATCH", `/v0/${ids.base}/People/${ids.ada}`, { fields: { Age: 1 } })).status).toBe(422);
    expect((await creator.page(`/v0/${ids.base}/People?view=Busy`)).records).toHaveLength(1);
    expect((await creator.page(`/v0/${ids.base}/People?filterByFormula={years}=40`)).records).toHaveLength(1);
  });

  it("stores a changed formula with ids for names, and refuses one that does not compile", async () => {
    const double = (await readField("People", "Double")).id;
    const change = (formula: string) => creator.send("PATCH", `${peopleFields}/${double}`, { options: { formula } });
    expect(await change("Age * 3 & {NAME}")).toMatchObject({
      status: 200,
      body: {
        options: {
          formula: `{${age}} * 3 & {${ids.name}}`,
          isValid: true,
          referencedFieldIds: [age, ids.name],
          result: { type: "singleLineText" },
        },
      },
    });
    const ada = await creator.record("GET", `/v0/${ids.base}/People/${ids.ada}`);
    expect(ada.fields.Double).toBe("108Ada");
    expect(await change("{Nope}")).toMatchObject({
      status: 422,
      body: { error: { message: "Unknown field names: nope" } },
    });
    expect((await change("1 +")).status).toBe(422);
    expect((await creator.record("GET", `/v0/${ids.base}/People/${ids.ada}`)).fields.Double).toBe("108Ada");
  });

  it.each([
    ["choices", fieldId("PLevel"), { options: { choices: [] } }, 422],
    ["a formula of a field that has none", age, { options: { formula: "1" } }, 422],
    ["the type", age, { type: "percent" }, 422],
    ["nothing", age, {}, 422],
    ["a name to one that is taken", age, { name: "nAME" }, 422],
    ["a field that is not there", fieldId("NOWHERE"), { name: "New" }, 403],
  ])("does not change %s", async (_, id, change, status) => {
    expect((await creator.send("PATCH", `${peopleFields}/${id}`, change)).status).toBe(status);
  });

  it("lets orders and listings under way go on with a changed formula", async () => {
    const people = `/v0/${ids.base}/People`;
    const write = (Name: string, Age: number) => creator.record("POST", people, { fields: { Name, Age } });
    const [cy, di] = [await write("Cy", 10), await write("Di", 20)];
    const first = await creator.page(`${people}?pageSize=1&filterByFormula={Double}>15&sort[0][field]=Age`);
    expect(first.records.map(({ id }) => id)).toEqual([cy.id]);
    const byDouble = `${people}?filterByFormula={Double}&sort[0][field]=Double`;
    expect((await creator.all(byDouble)).map(({ id }) => id)).toEqual([cy.id, di.id, ids.ada]);
    await creator.send("PATCH", `${peopleFields}/${fieldId("PDouble")}`, { options: { formula: "{Age} * -1" } });
    expect((await creator.all(byDouble)).map(({ id }) => id)).toEqual([ids.ada, di.id, cy.id]);
    await creator.send("PATCH", `${people}/${ids.ada}`, { fields: { Age: -36 } });
    const rest = await creator.page(`${people}?offset=${first.offset}`);
    expect(rest.records.map(({ id }) => id)).toEqual([ids.ada]);
  });

  it("lets a field change the case of its own name, and takes a description away", async () => {
    const answer = await creator.send("PATCH", `${peopleFields}/${age}`, { name: "AGE", description: "x" });
    expect(answer).toMatchObject({ status: 200, body: { name: "AGE", description: "x" } });
    expect((await creator.send("PATCH", `${peopleFields}/${age}`, { description: "" })).body).not.toHaveProperty(
      "description",
    );
  });

  it("renames and describes a table, whose records are then found by the new name", async () => {
    expect(await creator.send("PATCH", `${tables}/People`, { name: "Staff", description: "All of us" })).toMatchObject({
      status: 200,
      body: { id: ids.people, name: "Staff", description: "All of us" },
    });
    expect((await creator.page(`/v0/${ids.base}/Staff`)).records).toHaveLength(2);
    expect((await creator.get(`/v0/${ids.base}/People`)).status).toBe(403);
    expect((await creator.send("PATCH", `${tables}/Staff`, { name: "teams" })).status).toBe(422);
    expect((await creator.send("PATCH", `${tables}/Staff`, {})).status).toBe(422);
  });

  it("keeps date dependency settings that name fields of the table", async () => {
    const settings = {
      isEnabled: true,
      startDateFieldId: fieldId("PBorn"),
      endDateFieldId: fieldId("PSeen"),
      durationFieldId: fieldId("PShift"),
    };
    const change = (dateDependencySettings: object) =>
      creator.send("PATCH", `${tables}/People`, { dateDependencySettings });
    expect(await change(settings)).toMatchObject({ status: 200, body: { dateDependencySettings: settings } });
    expect((await change({ ...settings, endDateFieldId: fieldId("TName") })).status).toBe(422);
  });

  it("lets only creators with the scope change a schema", async () => {
    const change = { name: "New", type: "singleLineText" };
    for (const token of [tokens.editor, tokens.reader]) {
      expect(await apiClient(emulator, token).send("POST", peopleFields, change)).toMatchObject({
        status: 403,
        body: { error: { type: "INVALID_PERMISSIONS" } },
      });
    }
    expect(await apiClient(emulator, tokens.noScopes).send("POST", peopleFields, change)).toMatchObject({
      status: 403,
      body: { error: { type: "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND" } },
    });
  });
});

describe("computed fields by the API, with the switch on", () => {
  it("creates formula, lookup, rollup and count fields that compute at once", async () => {
    const emulator = await startEmulator({
      limits: "off",
      seed: smallSeed(),
      switches: { createComputedFields: true },
    });
    try {
      const creator = apiClient(emulator, tokens.creator);
      const create = (tableName: string, name: string, type: string, options: object) =>
        creator.send("POST", `${tables}/${tableName}/fields`, { name, type, options });
      const through = { recordLinkFieldId: ids.members, fieldIdInLinkedTable: age };
      expect(await create("Teams", "Ages", "multipleLookupValues", through)).toMatchObject({
        status: 200,
        body: { options: { ...through, isValid: true, result: { type: "number", options: { precision: 1 } } } },
      });
      await create("Teams", "Heads", "count", { recordLinkFieldId: ids.members });
      await create("Teams", "Sum", "rollup", { ...through, aggregation: "SUM(values)" });
      expect((await create("Teams", "Text", "formula", { formula: "Name & Heads" })).status).toBe(200);
      expect((await create("Teams", "Bad", "formula", { formula: "Name", result: null })).status).toBe(422);
      expect((await creator.record("GET", `/v0/${ids.base}/Teams/${ids.red}`)).fields).toMatchObject({
        Ages: [36],
        Heads: 1,
        Sum: 36,
        Text: "Red1",
      });
    } finally {
      await emulator.stop();
    }
  });
});

function textField(name: string) {
  return { name, type: "singleLineText" };
}
