import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { readSchema } from "../testing/schema-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";
import { type WebhookClient, webhookClient } from "../testing/webhook-client.ts";

const age = `fld${"PAge".padEnd(14, "0")}`;
const schemaOnly = { filters: { dataTypes: ["tableFields", "tableMetadata"] } };

let emulator: Emulator;
let api: ApiClient;
let webhooks: WebhookClient;

beforeEach(async () => {
  emulator = await startEmulator({ limits: "off", seed: smallSeed() });
  api = apiClient(emulator, tokens.creator);
  webhooks = webhookClient(api, ids.base);
});
afterEach(() => emulator.stop());

const post = (edits: unknown, baseId: string = ids.base) => api.send("POST", "/_emulator/edits", { baseId, edits });

describe("POST /_emulator/edits", () => {
  it("edits a base", async () => {
    const answer = await post([
      { kind: "deleteField", fieldId: age },
      { kind: "retypeField", fieldId: ids.team, to: { type: "singleLineText" } },
    ]);
    expect(answer).toMatchObject({ status: 200, body: { baseId: ids.base, done: 2 } });
    const schema = await readSchema(api, ids.base);
    expect([schema.get("People")?.get("Age"), schema.get("People")?.get("Team")?.type]).toEqual([
      undefined,
      "singleLineText",
    ]);
  });

  it.each([
    [[{ kind: "dropField", fieldId: age }], "kind"],
    [[{ kind: "deleteField", fieldId: "Age" }], "fieldId"],
    [[{ kind: "deleteField", fieldId: ids.name }], "primary field"],
    [[{ kind: "retypeField", fieldId: age, to: { type: "rainbow" } }], "the new type is none"],
    ["deleteField", "edits"],
  ])("refuses what is no edit, and what cannot be done: %j", async (edits, reason) => {
    const refused = await post(edits);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain(reason);
  });

  it("does nothing when one edit of a list has no form", async () => {
    await post([{ kind: "deleteField", fieldId: age }, { kind: "deleteField" }]);
    expect((await readSchema(api, ids.base)).get("People")?.has("Age")).toBe(true);
  });
});

describe("webhooks", () => {
  it("are told of edits as those of a person in Airtable's window, one transaction each", async () => {
    const { id } = await webhooks.create({ ...schemaOnly, includes: { includePreviousFieldDefinitions: true } });
    emulator.editBase(ids.base, [
      { kind: "deleteField", fieldId: age },
      { kind: "retypeField", fieldId: `fld${"PBio".padEnd(14, "0")}`, to: { type: "url" } },
      { kind: "addChoice", fieldId: `fld${"PLevel".padEnd(14, "0")}`, name: "Expert" },
      { kind: "deleteTable", tableId: ids.teams },
    ]);
    const { payloads } = await webhooks.read(id);
    expect(payloads).toHaveLength(3);
    expect(payloads[0]).toMatchObject({
      baseTransactionNumber: 1,
      actionMetadata: { source: "client", sourceMetadata: { user: { id: ids.user, permissionLevel: "create" } } },
      changedTablesById: { [ids.people]: { destroyedFieldIds: [age] } },
    });
    expect(payloads[1]).toMatchObject({
      changedTablesById: {
        [ids.people]: {
          changedFieldsById: {
            [`fld${"PBio".padEnd(14, "0")}`]: {
              current: { type: "url" },
              previous: { name: "Bio", type: "richText" },
            },
          },
        },
      },
    });
    expect(payloads[2]).toMatchObject({
      baseTransactionNumber: 4,
      destroyedTableIds: [ids.teams],
      changedTablesById: {
        [ids.people]: { changedFieldsById: { [ids.team]: { current: { type: "singleLineText" } } } },
      },
    });
  });

  it("are told of what they watch only", async () => {
    const removed = { dataTypes: ["tableFields"], changeTypes: ["remove"] };
    const { id } = await webhooks.create({ filters: removed });
    const records = await webhooks.create({ filters: { dataTypes: ["tableData"] } });
    emulator.editBase(ids.base, [
      { kind: "renameField", fieldId: age, name: "Years" },
      { kind: "deleteField", fieldId: age },
      { kind: "deleteTable", tableId: ids.teams },
    ]);
    expect((await webhooks.read(id)).payloads).toMatchObject([
      { changedTablesById: { [ids.people]: { destroyedFieldIds: [age] } } },
    ]);
    expect((await webhooks.read(records.id)).payloads).toEqual([]);
  });

  it.each([
    ["the table", { dataTypes: ["tableData"], recordChangeScope: ids.teams }],
    ["a view of the table", { dataTypes: ["tableData"], recordChangeScope: `viw${"Teams".padEnd(14, "0")}` }],
    ["a field", { dataTypes: ["tableData"], watchDataInFieldIds: [ids.members, age] }],
  ])("end with an error when what they filter by is deleted: %s", async (_what, filters) => {
    const { id } = await webhooks.create({ filters });
    emulator.editBase(ids.base, [{ kind: "deleteTable", tableId: ids.teams }]);
    expect((await webhooks.read(id)).payloads).toMatchObject([{ error: true, code: "INVALID_FILTERS" }]);
    expect(await webhooks.show(id)).toMatchObject({ isHookEnabled: false });
  });
});
