import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type BaseEdit, type Emulator, type NewFieldType, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { readSchema } from "../testing/schema-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const people = `/v0/${ids.base}/People`;
const teams = `/v0/${ids.base}/Teams`;
const fieldId = (name: string) => `fld${name.padEnd(14, "0")}`;
const age = fieldId("PAge");
const level = fieldId("PLevel");
const skills = fieldId("PSkills");
const number: NewFieldType = { type: "number", options: { precision: 0 } };
const text: NewFieldType = { type: "singleLineText" };

let emulator: Emulator;
let api: ApiClient;

beforeEach(async () => {
  emulator = await startEmulator({ limits: "off", seed: smallSeed() });
  api = apiClient(emulator, tokens.creator);
});
afterEach(() => emulator.stop());

const edit = (...edits: BaseEdit[]) => emulator.editBase(ids.base, edits);
const retype = (id: string, to: NewFieldType) => edit({ kind: "retypeField", fieldId: id, to });
const shown = async (table: string, field: string) => (await readSchema(api, ids.base)).get(table)?.get(field);
const cells = async (record: string = ids.ada, table = people) =>
  (await api.record("GET", `${table}/${record}`)).fields;
const write = (fields: object, record: string = ids.ada) =>
  api.record("PATCH", `${people}/${record}`, { fields, typecast: true });

describe("a field that is deleted", () => {
  it("is gone from the schema, the records and what can be written or asked for", async () => {
    edit({ kind: "deleteField", fieldId: age });
    expect(await shown("People", "Age")).toBeUndefined();
    expect(await cells()).not.toHaveProperty("Age");
    expect(await api.send("PATCH", `${people}/${ids.ada}`, { fields: { Age: 1 } })).toMatchObject({
      status: 422,
      body: { error: { type: "UNKNOWN_FIELD_NAME" } },
    });
    expect((await api.get(`${people}?sort[0][field]=Age`)).status).toBe(422);
  });

  it("makes formulas and rollups of it invalid, and their cells errors", async () => {
    edit({ kind: "deleteField", fieldId: age });
    expect((await shown("People", "Double"))?.options).toEqual({
      formula: `{${age}}*2`,
      isValid: false,
      referencedFieldIds: [],
      result: null,
    });
    expect((await cells()).Double).toEqual({ error: "#ERROR!" });
    expect((await shown("Teams", "Mean age"))?.options).toMatchObject({
      recordLinkFieldId: ids.members,
      fieldIdInLinkedTable: null,
      isValid: false,
      result: null,
    });
    expect((await cells(ids.red, teams))["Mean age"]).toEqual({ error: "#ERROR!" });
    expect((await shown("People", "Age changed"))?.options).toMatchObject({ isValid: false, referencedFieldIds: [] });
  });

  it("leaves views without the order and the filter it was in", async () => {
    edit({ kind: "deleteField", fieldId: age });
    expect(await api.all(`${people}?view=Busy`)).toHaveLength(1);
    edit({ kind: "deleteField", fieldId: fieldId("PActive") });
    expect(await api.all(`${people}?view=Busy`)).toHaveLength(2);
  });

  it("does not come back by a new field of its name", async () => {
    edit({ kind: "deleteField", fieldId: age });
    const fields = `/v0/meta/bases/${ids.base}/tables/People/fields`;
    expect((await api.send("POST", fields, { name: "Age", ...number })).status).toBe(200);
    expect((await shown("People", "Double"))?.options).toMatchObject({ isValid: false });
  });

  it("leaves a text with the linked records' names where its other side was", async () => {
    edit({ kind: "deleteField", fieldId: ids.team });
    expect(await shown("Teams", "Members")).toEqual({ id: ids.members, name: "Members", type: "singleLineText" });
    expect((await cells(ids.red, teams)).Members).toBe("Ada");
    expect((await shown("People", "Team names"))?.options).toMatchObject({ recordLinkFieldId: null, isValid: false });
    expect((await cells())["Team names"]).toEqual({ error: "#ERROR!" });
    // Still there, but no link any more.
    expect((await shown("Teams", "Size"))?.options).toEqual({ recordLinkFieldId: ids.members, isValid: false });
  });

  it("does not trouble a listing under way", async () => {
    const { offset } = await api.page(`${people}?pageSize=1&filterByFormula=${encodeURIComponent("{Name}&{Born}")}`);
    edit({ kind: "deleteField", fieldId: fieldId("PBorn") }, { kind: "deleteField", fieldId: age });
    expect((await api.page(`${people}?offset=${offset}`)).records).toHaveLength(1);
  });
});

describe("a table that is deleted", () => {
  it("takes its records with it and leaves texts where links to it were", async () => {
    edit({ kind: "deleteTable", tableId: ids.teams });
    expect([...(await readSchema(api, ids.base)).keys()]).toEqual(["People"]);
    expect((await api.get(teams)).status).toBe(403);
    expect((await shown("People", "Team"))?.type).toBe("singleLineText");
    expect((await cells()).Team).toBe("Red");
    expect((await cells())["Team names"]).toEqual({ error: "#ERROR!" });
  });

  it("leaves a text also where a link without another side was", async () => {
    const seed = smallSeed();
    seed.bases[0]?.tables[0]?.fields.push({
      id: fieldId("PRival"),
      name: "Rival",
      type: "multipleRecordLinks",
      options: { linkedTableId: ids.teams },
    });
    const ada = seed.bases[0]?.tables[0]?.records?.[0];
    if (ada !== undefined) ada.fields = { ...ada.fields, Rival: [ids.blue, ids.red] };
    const other = await startEmulator({ limits: "off", seed });
    other.editBase(ids.base, [{ kind: "deleteTable", tableId: ids.teams }]);
    const { fields } = await apiClient(other, tokens.creator).record("GET", `${people}/${ids.ada}`);
    expect(fields.Rival).toBe("Blue, Red");
    await other.stop();
  });
});

describe("a field whose type is changed", () => {
  it.each<[string, string, unknown, NewFieldType, unknown]>([
    ["number to text", "Age", 36.5, text, "36.5"],
    ["percent to text", "Share", 0.25, text, "25%"],
    ["checkbox to text", "Active", true, text, "checked"],
    ["select to text", "Level", "Junior", text, "Junior"],
    ["several choices to text", "Skills", ["SQL", "Go"], text, "SQL, Go"],
    ["collaborator to text", "Mentor", { id: ids.user }, text, "User One"],
    ["formula to text", "Label", undefined, text, "36"],
    ["links to text", "Team", [ids.red, ids.blue], text, "Red, Blue"],
    ["text to number", "Bio", "$1,200 a month", number, 1200],
    ["text that is none to number", "Bio", "many", number, undefined],
    ["text to date", "Bio", "May 5, 2024", dateType(), "2024-05-05"],
    [
      "text to checkbox",
      "Bio",
      "checked",
      { type: "checkbox", options: { icon: "check", color: "greenBright" } },
      true,
    ],
    ["text to links", "Bio", "Red, Nobody", linkType(ids.teams), [ids.red]],
    [
      "text to collaborator",
      "Bio",
      "user two",
      { type: "singleCollaborator" },
      expect.objectContaining({ id: ids.otherUser }),
    ],
    ["number to percent", "Age", 0.5, { type: "percent", options: { precision: 1 } }, 0.5],
    ["number to a rating that has it", "Age", 4.7, ratingType(5), 4],
    ["number to a rating that has not", "Age", 9, ratingType(5), undefined],
    ["rating to a shorter one", "Stars", 4, ratingType(3), undefined],
    ["date to number", "Born", "2024-05-05", number, undefined],
    ["date to date and time", "Born", "2024-05-05", dateTimeType(), "2024-05-05T00:00:00.000Z"],
    ["date and time to date", "Seen", "2024-05-05T10:00:00.000Z", dateType(), "2024-05-05"],
    ["one choice to several", "Level", "Senior", { type: "multipleSelects" }, ["Senior"]],
    ["several choices to one", "Skills", ["SQL", "Go"], { type: "singleSelect" }, "SQL"],
    [
      "collaborator to several",
      "Mentor",
      { id: ids.user },
      { type: "multipleCollaborators" },
      [expect.objectContaining({ id: ids.user })],
    ],
    [
      "several collaborators to one",
      "Watchers",
      [{ id: ids.user }, { id: ids.otherUser }],
      { type: "singleCollaborator" },
      expect.objectContaining({ id: ids.user }),
    ],
    ["text to rich text", "Bio", "* one", { type: "richText" }, "- one\n"],
    ["text to attachments", "Bio", "x", { type: "multipleAttachments", options: {} }, undefined],
    ["number to a type nobody knows", "Age", 1, { type: "unknown", options: { type: "hologram" } }, undefined],
  ])("keeps what the new type can read: %s", async (_what, name, before, to, after) => {
    if (before !== undefined) await write({ [name]: before });
    const id = (await shown("People", name))?.id ?? "";
    retype(id, to);
    expect((await shown("People", name))?.id).toBe(id);
    expect((await cells())[name]).toEqual(after);
  });
});

function dateType(): NewFieldType {
  return { type: "date", options: { dateFormat: { name: "iso", format: "YYYY-MM-DD" } } };
}

function dateTimeType(): NewFieldType {
  const timeFormat = { name: "24hour", format: "HH:mm" } as const;
  return {
    type: "dateTime",
    options: { timeZone: "utc", dateFormat: { name: "iso", format: "YYYY-MM-DD" }, timeFormat },
  };
}

function ratingType(max: number): NewFieldType {
  return { type: "rating", options: { icon: "star", color: "yellowBright", max } };
}

function linkType(linkedTableId: string, prefersSingleRecordLink = false): NewFieldType {
  return { type: "multipleRecordLinks", options: { linkedTableId, prefersSingleRecordLink } };
}

describe("a select that a field becomes", () => {
  it("has the choices of what is in the cells, or those it is given", async () => {
    await write({ Bio: "Tall" });
    await write({ Bio: "Short" }, ids.bob);
    await write({ Age: 3 });
    retype(age, { type: "singleSelect" });
    expect((await shown("People", "Age"))?.options).toMatchObject({ choices: [{ name: "3.0" }] });
    retype(age, { type: "multipleSelects", options: { choices: [{ name: "4" }, { name: "5", color: "redBright" }] } });
    expect((await shown("People", "Age"))?.options).toMatchObject({
      choices: [{ name: "4" }, { name: "5", color: "redBright" }],
    });
    expect((await cells()).Age).toBeUndefined();
  });

  it("keeps ids by name, and cells by id", async () => {
    await write({ Level: "Junior" });
    await write({ Level: "Senior" }, ids.bob);
    retype(level, {
      type: "multipleSelects",
      options: { choices: [{ id: `sel${"Junior".padEnd(14, "0")}`, name: "Beginner" }, { name: "Other" }] },
    });
    expect((await cells()).Level).toEqual(["Beginner"]);
    expect((await cells(ids.bob)).Level).toBeUndefined();
    retype(level, { type: "singleSelect", options: { choices: [{ name: "Beginner" }] } });
    expect((await shown("People", "Level"))?.options).toEqual({
      choices: [{ id: `sel${"Junior".padEnd(14, "0")}`, name: "Beginner" }],
    });
  });
});

describe("links", () => {
  it("keep their cells and their other side when they are to be single or not", async () => {
    await write({ Team: [ids.red, ids.blue] });
    retype(ids.team, linkType(ids.teams, true));
    expect((await shown("People", "Team"))?.options).toMatchObject({
      prefersSingleRecordLink: true,
      inverseLinkFieldId: ids.members,
    });
    expect((await cells()).Team).toEqual([ids.red, ids.blue]);
    retype(ids.team, linkType(ids.teams));
    expect((await shown("People", "Team"))?.options).toMatchObject({ prefersSingleRecordLink: false });
    await write({ Team: [] });
    expect((await cells(ids.blue, teams)).Members).toBeUndefined();
  });

  it("leave a text on the other side when they become something else, and make lookups through them invalid", async () => {
    retype(ids.team, text);
    expect((await shown("Teams", "Members"))?.type).toBe("singleLineText");
    expect((await cells(ids.red, teams)).Members).toBe("Ada");
    expect((await shown("People", "Team names"))?.options).toMatchObject({
      recordLinkFieldId: ids.team,
      isValid: false,
    });
  });

  it("have another side, in step with them, when a field becomes one", async () => {
    await write({ Bio: "Blue" });
    retype(fieldId("PBio"), linkType(ids.teams));
    const inverse = await shown("Teams", "People");
    expect(inverse?.options).toMatchObject({ linkedTableId: ids.people, inverseLinkFieldId: fieldId("PBio") });
    expect((await cells(ids.blue, teams)).People).toEqual([ids.ada]);
    await write({ Bio: [ids.red] });
    expect([(await cells(ids.blue, teams)).People, (await cells(ids.red, teams)).People]).toEqual([
      undefined,
      [ids.ada],
    ]);
  });
});

describe("choices", () => {
  it("are added, renamed in every cell, and deleted out of every cell", async () => {
    await write({ Level: "Junior", Skills: ["SQL", "Go"] });
    edit(
      { kind: "addChoice", fieldId: level, name: "Expert", color: "redBright" },
      { kind: "renameChoice", fieldId: level, choice: "Junior", name: "Beginner" },
      { kind: "deleteChoice", fieldId: skills, choice: "SQL" },
    );
    expect(await cells()).toMatchObject({ Level: "Beginner", Skills: ["Go"] });
    expect((await shown("People", "Level"))?.options).toMatchObject({
      choices: [{ name: "Beginner" }, { name: "Senior" }, { name: "Expert", color: "redBright" }],
    });
    expect(await api.all(`${people}?filterByFormula=${encodeURIComponent("{Level}='Beginner'")}`)).toHaveLength(1);
    edit({ kind: "deleteChoice", fieldId: level, choice: `sel${"Junior".padEnd(14, "0")}` });
    expect((await cells()).Level).toBeUndefined();
  });
});

describe("names", () => {
  it("of tables and fields change, while formulas follow", async () => {
    edit(
      { kind: "renameTable", tableId: ids.people, name: "Persons" },
      { kind: "renameField", fieldId: age, name: "Years" },
    );
    expect((await api.record("GET", `/v0/${ids.base}/Persons/${ids.ada}`)).fields).toMatchObject({
      Years: 36,
      Double: 72,
    });
  });
});

describe("an edit that cannot be done", () => {
  const twice: NewFieldType = { type: "singleSelect", options: { choices: [{ name: "A" }, { name: "A" }] } };

  it.each<[string, BaseEdit, string]>([
    ["a primary field deleted", { kind: "deleteField", fieldId: ids.name }, "primary field"],
    [
      "a primary field of a wrong type",
      { kind: "retypeField", fieldId: ids.name, to: { type: "multipleSelects" } },
      "primary field",
    ],
    ["a table there is not", { kind: "deleteTable", tableId: "tblNowhere0000000" }, "no table"],
    ["a field there is not", { kind: "deleteField", fieldId: "fldNowhere0000000" }, "no field"],
    ["a name that is taken", { kind: "renameField", fieldId: age, name: "bio" }, "Duplicate field name"],
    ["a link to nowhere", { kind: "retypeField", fieldId: age, to: linkType("tblNowhere0000000") }, "no table"],
    ["two choices of one name", { kind: "retypeField", fieldId: level, to: twice }, "same name"],
    ["choices of a number", { kind: "addChoice", fieldId: age, name: "X" }, "has no choices"],
    ["a choice there is not", { kind: "deleteChoice", fieldId: level, choice: "X" }, "has no choice"],
    ["a choice there is", { kind: "renameChoice", fieldId: level, choice: "Junior", name: "Senior" }, "already"],
  ])("is refused with the reason, after those before it were done: %s", async (_what, refused, reason) => {
    const renamed: BaseEdit = { kind: "renameTable", tableId: ids.people, name: "Persons" };
    expect(() => edit(renamed, refused)).toThrow(`edit 1 (${refused.kind}): `);
    expect(() => edit(refused)).toThrow(reason);
    expect((await api.get(`/v0/${ids.base}/Persons`)).status).toBe(200);
  });

  it("is refused for the only table of a base", () => {
    edit({ kind: "deleteTable", tableId: ids.teams });
    expect(() => edit({ kind: "deleteTable", tableId: ids.people })).toThrow("only table");
    expect(() => emulator.editBase("appNowhere0000000", [{ kind: "deleteField", fieldId: age }])).toThrow("no base");
  });
});
