import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";
import { type Payload, type WebhookClient, webhookClient } from "../testing/webhook-client.ts";

const people = `/v0/${ids.base}/People`;
const teams = `/v0/${ids.base}/Teams`;
const tables = `/v0/meta/bases/${ids.base}/tables`;
const fieldId = (name: string) => `fld${name.padEnd(14, "0")}`;
const age = fieldId("PAge");
const everyRecord = { filters: { dataTypes: ["tableData"] } };

describe("payloads", () => {
  const start = Date.parse("2026-03-01T12:00:00.000Z");
  let now = start;
  let emulator: Emulator;
  let api: ApiClient;
  let webhooks: WebhookClient;

  beforeEach(async () => {
    now = start;
    emulator = await startEmulator({ limits: "off", seed: smallSeed(), clock: { now: () => now } });
    api = apiClient(emulator, tokens.creator);
    webhooks = webhookClient(api, ids.base);
  });
  afterEach(() => emulator.stop());

  /** The payloads that a webhook of these options gets from a run of writes. */
  async function payloadsOf(options: object, run: () => Promise<unknown>): Promise<Payload[]> {
    const { id } = await webhooks.create(options);
    await run();
    return (await webhooks.read(id)).payloads;
  }

  const patch = (fields: object, record: string = ids.ada, table = people) =>
    api.record("PATCH", `${table}/${record}`, { fields });

  it("tell who changed what and when, with the cells that changed only, computed ones included", async () => {
    const told = await payloadsOf(
      { ...everyRecord, includes: { includePreviousCellValues: true, includeCellValuesInFieldIds: [ids.name, age] } },
      () => patch({ Age: 40, Name: "Ada" }),
    );
    expect(told).toEqual([
      {
        timestamp: "2026-03-01T12:00:00.000Z",
        baseTransactionNumber: 1,
        payloadFormat: "v0",
        actionMetadata: {
          source: "publicApi",
          sourceMetadata: {
            user: { id: ids.user, email: "one@example.com", name: "User One", permissionLevel: "create" },
          },
        },
        changedTablesById: {
          [ids.people]: {
            changedRecordsById: {
              [ids.ada]: {
                current: {
                  cellValuesByFieldId: {
                    [age]: 40,
                    [fieldId("PDouble")]: 80,
                    [fieldId("PRatio")]: 0.025,
                    [fieldId("PLabel")]: "40",
                    [fieldId("PChanged")]: "2026-03-01T12:00:00.000Z",
                    [fieldId("PAgeChanged")]: "2026-03-01T12:00:00.000Z",
                  },
                },
                previous: {
                  cellValuesByFieldId: {
                    [age]: 36,
                    [fieldId("PDouble")]: 72,
                    [fieldId("PRatio")]: 1 / 36,
                    [fieldId("PLabel")]: "36",
                    [fieldId("PChanged")]: "2024-03-01T09:30:00.000Z",
                    [fieldId("PAgeChanged")]: "2024-03-01T09:30:00.000Z",
                  },
                },
                unchanged: { cellValuesByFieldId: { [ids.name]: "Ada" } },
              },
            },
          },
          [ids.teams]: {
            changedRecordsById: {
              [ids.red]: {
                current: { cellValuesByFieldId: { [fieldId("TAges")]: 40 } },
                previous: { cellValuesByFieldId: { [fieldId("TAges")]: 36 } },
                unchanged: { cellValuesByFieldId: {} },
              },
            },
          },
        },
      },
    ]);
  });

  it("write cells in format V2: choices and links as objects, lookups by linked record, people with their level", async () => {
    const [told] = await payloadsOf(everyRecord, () =>
      api.record("POST", people, {
        fields: {
          Name: "Cy",
          Level: "Senior",
          Skills: ["SQL"],
          Team: [ids.red],
          Mentor: { id: ids.user },
          Watchers: [ids.user, ids.otherUser],
        },
      }),
    );
    const table = told?.changedTablesById?.[ids.people];
    const [record] = Object.values(table?.createdRecordsById ?? {});
    expect(record).toMatchObject({
      createdTime: "2026-03-01T12:00:00.000Z",
      cellValuesByFieldId: {
        [ids.name]: "Cy",
        [fieldId("PLevel")]: { id: `sel${"Senior".padEnd(14, "0")}`, name: "Senior" },
        [fieldId("PSkills")]: [{ id: `sel${"Sql".padEnd(14, "0")}`, name: "SQL" }],
        [ids.team]: [{ id: ids.red, name: "Red" }],
        [fieldId("PTeamNames")]: {
          valuesByLinkedRecordId: { [ids.red]: ["Red"] },
          linkedRecordIds: [ids.red],
        },
        [fieldId("PMentor")]: { id: ids.user, name: "User One", permissionLevel: "create" },
        [fieldId("PWatchers")]: [{ permissionLevel: "create" }, { id: ids.otherUser, permissionLevel: "none" }],
        [fieldId("PMaker")]: { id: ids.user, permissionLevel: "create" },
        [fieldId("PNumber")]: 3,
        [fieldId("PBroken")]: { error: "#ERROR!" },
      },
    });
    expect(record?.cellValuesByFieldId).not.toHaveProperty(age);
  });

  it("tell formulas that ask when the record last changed", async () => {
    const label = fieldId("PLabel");
    await api.send("PATCH", `${tables}/People/fields/${label}`, { options: { formula: "YEAR(LAST_MODIFIED_TIME())" } });
    const [told] = await payloadsOf(everyRecord, () => patch({ Bio: "Hello" }));
    expect(told?.changedTablesById?.[ids.people]?.changedRecordsById?.[ids.ada]?.current).toEqual({
      cellValuesByFieldId: {
        [fieldId("PBio")]: "Hello\n",
        [label]: 2026,
        [fieldId("PChanged")]: "2026-03-01T12:00:00.000Z",
      },
    });
  });

  it("tell the other side of a link, and cleared cells as null", async () => {
    const [told] = await payloadsOf(everyRecord, () => patch({ Team: [] }));
    expect(told?.changedTablesById).toMatchObject({
      [ids.people]: {
        changedRecordsById: {
          [ids.ada]: { current: { cellValuesByFieldId: { [ids.team]: null, [fieldId("PTeamNames")]: null } } },
        },
      },
      [ids.teams]: {
        changedRecordsById: {
          [ids.red]: {
            current: {
              cellValuesByFieldId: {
                [ids.members]: null,
                [fieldId("TCount")]: 0,
                [fieldId("TAges")]: { specialValue: "NaN" },
              },
            },
          },
        },
      },
    });
  });

  it("tell deletions with every cell that held the record, also by a link of one side", async () => {
    const [told] = await payloadsOf(everyRecord, () => api.send("DELETE", `${people}/${ids.ada}`));
    expect(told?.changedTablesById?.[ids.people]).toMatchObject({
      destroyedRecordIds: [ids.ada],
      changedRecordsById: { [ids.bob]: { current: { cellValuesByFieldId: { [ids.boss]: null } } } },
    });
    expect(told?.changedTablesById?.[ids.teams]?.changedRecordsById?.[ids.red]?.current).toMatchObject({
      cellValuesByFieldId: { [ids.members]: null },
    });
  });

  it("come one for a write, however many records it has, and none for a write that changes nothing", async () => {
    const told = await payloadsOf(everyRecord, async () => {
      await api.send("PATCH", people, {
        records: [
          { id: ids.ada, fields: { Age: 1 } },
          { id: ids.bob, fields: { Age: 2 } },
        ],
      });
      await patch({ Age: 1 });
      expect((await api.send("PATCH", people, { records: [{ id: ids.ada, fields: { Age: "x" } }] })).status).toBe(422);
      await patch({ Age: 3 });
    });
    expect(told).toHaveLength(2);
    expect(Object.keys(told[0]?.changedTablesById?.[ids.people]?.changedRecordsById ?? {})).toEqual([ids.ada, ids.bob]);
  });

  it("of a table leave out the other tables; of some fields, changes of the others", async () => {
    const ofTeams = { filters: { dataTypes: ["tableData"], recordChangeScope: ids.teams } };
    const [told] = await payloadsOf(ofTeams, () => patch({ Age: 40 }));
    expect(Object.keys(told?.changedTablesById ?? {})).toEqual([ids.teams]);
    const ofNames = { filters: { dataTypes: ["tableData"], watchDataInFieldIds: [ids.name] } };
    const [only, ...more] = await payloadsOf(ofNames, async () => {
      await patch({ Age: 41 });
      await patch({ Age: 42, Name: "Ada L." });
    });
    expect(more).toEqual([]);
    expect(only?.changedTablesById).toEqual({
      [ids.people]: {
        changedRecordsById: { [ids.ada]: { current: { cellValuesByFieldId: { [ids.name]: "Ada L." } } } },
      },
    });
  });

  it.each([
    ["add", ["createdRecordsById"]],
    ["update", ["changedRecordsById"]],
    ["remove", ["destroyedRecordIds"]],
  ])("of %s changes only are those alone", async (changeType, parts) => {
    const told = await payloadsOf({ filters: { dataTypes: ["tableData"], changeTypes: [changeType] } }, async () => {
      const { id } = await api.record("POST", teams, { fields: { Name: "Green" } });
      await patch({ Name: "Lime" }, id, teams);
      await api.send("DELETE", `${teams}/${id}`);
    });
    expect(told.map(({ changedTablesById }) => Object.keys(changedTablesById?.[ids.teams] ?? {}))).toEqual([parts]);
  });

  it("of sources other than the API are none", async () => {
    const byPeople = { filters: { dataTypes: ["tableData"], fromSources: ["client", "formSubmission"] } };
    expect(await payloadsOf(byPeople, () => patch({ Age: 1 }))).toEqual([]);
  });

  it("of a view tell records that enter, change inside, and leave", async () => {
    const ofView = { filters: { dataTypes: ["tableData"], recordChangeScope: ids.view } };
    const told = await payloadsOf(ofView, async () => {
      await patch({ Age: 1 }, ids.bob);
      await patch({ Active: true }, ids.bob);
      await patch({ Age: 2 }, ids.bob);
      await patch({ Active: false }, ids.bob);
      await api.send("DELETE", `${people}/${ids.ada}`);
    });
    const views = told.map(({ changedTablesById }) => changedTablesById?.[ids.people]?.changedViewsById?.[ids.view]);
    expect(views).toMatchObject([
      { createdRecordsById: { [ids.bob]: { cellValuesByFieldId: { [ids.name]: "Bob", [age]: 1 } } } },
      { changedRecordsById: { [ids.bob]: { current: { cellValuesByFieldId: { [age]: 2 } } } } },
      { destroyedRecordIds: [ids.bob] },
      { destroyedRecordIds: [ids.ada] },
    ]);
    expect(told[0]?.changedTablesById?.[ids.people]).not.toHaveProperty("createdRecordsById");
  });

  it("tell changes of the schema: fields made and renamed, tables made and described", async () => {
    const told = await payloadsOf(
      {
        filters: { dataTypes: ["tableFields", "tableMetadata"] },
        includes: { includePreviousFieldDefinitions: true },
      },
      async () => {
        await patch({ Age: 1 });
        await api.send("PATCH", `${tables}/People/fields/${age}`, { name: "Years" });
        await api.send("PATCH", `${tables}/People/fields/${age}`, { description: "In full" });
        await api.send("POST", `${tables}/People/fields`, {
          name: "Home",
          type: "multipleRecordLinks",
          options: { linkedTableId: ids.teams },
        });
        await api.send("PATCH", `${tables}/Teams`, { description: "Who works together" });
        await api.send("POST", tables, { name: "New", fields: [{ name: "Name", type: "email" }] });
      },
    );
    expect(told).toMatchObject([
      {
        changedTablesById: {
          [ids.people]: {
            changedFieldsById: {
              [age]: { current: { name: "Years" }, previous: { name: "Age", type: "number" } },
            },
          },
        },
      },
      {
        changedTablesById: {
          [ids.people]: { createdFieldsById: expect.any(Object) },
          [ids.teams]: { createdFieldsById: expect.any(Object) },
        },
      },
      {
        changedTablesById: {
          [ids.teams]: {
            changedMetadata: {
              current: { name: "Teams", description: "Who works together" },
              previous: { name: "Teams", description: null },
            },
          },
        },
      },
      { createdTablesById: expect.any(Object) },
    ]);
    expect(Object.values(told[1]?.changedTablesById?.[ids.teams]?.createdFieldsById ?? {})).toEqual([
      { name: "People", type: "multipleRecordLinks" },
    ]);
    const [created] = Object.values(told[3]?.createdTablesById ?? {});
    expect(created).toMatchObject({ metadata: { name: "New", description: null }, recordsById: {} });
    expect(Object.values(created?.fieldsById ?? {})).toEqual([{ name: "Name", type: "email" }]);
  });

  it("tell only the fields whose schema is watched", async () => {
    const told = await payloadsOf(
      { filters: { dataTypes: ["tableFields"], watchSchemasOfFieldIds: [age] } },
      async () => {
        await api.send("PATCH", `${tables}/People/fields/${ids.name}`, { name: "Full name" });
        await api.send("PATCH", `${tables}/People/fields/${age}`, { name: "Years" });
      },
    );
    expect(told.map(({ changedTablesById }) => changedTablesById)).toEqual([
      { [ids.people]: { changedFieldsById: { [age]: { current: { name: "Years" } } } } },
    ]);
  });
});
