import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Emulator, startEmulator } from "../emulator.ts";
import type { Scope } from "../seed/seed.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";
import { type WebhookClient, webhookClient } from "../testing/webhook-client.ts";

const hooks = `/v0/bases/${ids.base}/webhooks`;
const teams = `/v0/${ids.base}/Teams`;
const day = 24 * 60 * 60 * 1000;
const everyRecord = { filters: { dataTypes: ["tableData"] } };

/** The small seed with a form, and tokens named after their scopes or their integration. */
function seedWithTokens() {
  const seed = smallSeed();
  const bases = [{ id: ids.base, permissionLevel: "create" as const }];
  const grant = (token: string, scopes: Scope[], clientId?: string) => ({
    token,
    userId: ids.user,
    scopes,
    bases,
    ...(clientId === undefined ? {} : { kind: "oauth" as const, clientId }),
  });
  const [base] = seed.bases;
  base?.tables[0]?.views?.push(
    { id: "viwForm0000000000", name: "Form", type: "form" },
    { id: "viwBroken00000000", name: "Broken", filterByFormula: "{Nowhere}" },
  );
  return {
    ...seed,
    tokens: [
      ...seed.tokens,
      grant("only-webhooks", ["webhook:manage"]),
      grant("records", ["webhook:manage", "data.records:read"]),
      grant("schema", ["webhook:manage", "schema.bases:read"]),
      grant("one-integration", ["webhook:manage", "data.records:read"], "one"),
      grant("one-integration-refreshed", ["webhook:manage", "data.records:read"], "one"),
      grant("another-integration", ["webhook:manage", "data.records:read"], "another"),
    ],
  };
}

describe("webhooks", () => {
  const start = Date.parse("2026-03-01T12:00:00.000Z");
  let now = start;
  let emulator: Emulator;
  let api: ApiClient;
  let webhooks: WebhookClient;

  beforeEach(async () => {
    now = start;
    emulator = await startEmulator({ limits: "off", seed: seedWithTokens(), clock: { now: () => now } });
    api = apiClient(emulator, tokens.creator);
    webhooks = webhookClient(api, ids.base);
  });
  afterEach(() => emulator.stop());

  const create = (options: object, token: string = tokens.creator, more: object = {}) =>
    apiClient(emulator, token).send("POST", hooks, { specification: { options }, ...more });
  const write = (name: string) => api.record("PATCH", `${teams}/${ids.red}`, { fields: { Name: name } });

  it("are listed as they were made, without the secret", async () => {
    const answer = await create(everyRecord, tokens.creator, { notificationUrl: "https://example.com/ping" });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        id: expect.stringMatching(/^ach[0-9A-Za-z]{14}$/),
        macSecretBase64: expect.stringMatching(/^[0-9A-Za-z+/]{43}=$/),
        expirationTime: "2026-03-08T12:00:00.000Z",
      },
    });
    expect((await apiClient(emulator, tokens.reader).get(hooks)).body).toEqual({
      webhooks: [
        {
          id: expect.any(String),
          specification: { options: everyRecord },
          notificationUrl: "https://example.com/ping",
          cursorForNextPayload: 1,
          isHookEnabled: true,
          areNotificationsEnabled: true,
          expirationTime: "2026-03-08T12:00:00.000Z",
          lastSuccessfulNotificationTime: null,
          lastNotificationResult: null,
        },
      ],
    });
  });

  it.each([
    ["no filters", {}],
    ["no data types", { filters: { dataTypes: [] } }],
    ["an unknown data type", { filters: { dataTypes: ["tableCells"] } }],
    ["an unknown key", { filters: { dataTypes: ["tableData"], tables: [] } }],
    ["a table by name", { filters: { dataTypes: ["tableData"], recordChangeScope: "People" } }],
    ["a table of no base", { filters: { dataTypes: ["tableData"], recordChangeScope: "tblNowhere0000000" } }],
    ["a form", { filters: { dataTypes: ["tableData"], recordChangeScope: "viwForm0000000000" } }],
    ["a field by name", { filters: { dataTypes: ["tableData"], watchDataInFieldIds: ["Name"] } }],
    ["a field of no table", { filters: { dataTypes: ["tableFields"], watchSchemasOfFieldIds: ["fldNowhere0000000"] } }],
    ["an unknown change", { filters: { dataTypes: ["tableData"], changeTypes: ["move"] } }],
    ["an unknown source", { filters: { dataTypes: ["tableData"], fromSources: ["me"] } }],
    ["cells of unknown fields", { ...everyRecord, includes: { includeCellValuesInFieldIds: ["fldNowhere0000000"] } }],
    ["cells of some fields in words", { ...everyRecord, includes: { includeCellValuesInFieldIds: "some" } }],
  ])("are refused with %s", async (_, options) => {
    expect(await create(options)).toMatchObject({ status: 422, body: { error: { type: "INVALID_REQUEST_UNKNOWN" } } });
  });

  it("are refused for a view whose own filter is broken, which would break every write", async () => {
    const ofView = { filters: { dataTypes: ["tableData"], recordChangeScope: "viwBroken00000000" } };
    expect(await create(ofView)).toMatchObject({ status: 422, body: { error: { type: "INVALID_FILTER_BY_FORMULA" } } });
  });

  it.each(["ftp://example.com/", "example.com", 7])("are refused with the notification URL %j", async (url) => {
    expect((await create(everyRecord, tokens.creator, { notificationUrl: url })).status).toBe(422);
  });

  it("are at most ten a base and two an integration; what is deleted or expired makes room", async () => {
    const own = [await create(everyRecord, "one-integration"), await create(everyRecord, "one-integration-refreshed")];
    expect(own.map(({ status }) => status)).toEqual([200, 200]);
    expect(await create(everyRecord, "one-integration")).toMatchObject({
      status: 422,
      body: { error: { type: "TOO_MANY_WEBHOOKS_BY_OAUTH_INTEGRATION_IN_BASE" } },
    });
    expect((await create(everyRecord, "another-integration")).status).toBe(200);
    for (let made = 3; made < 10; made += 1) await webhooks.create(everyRecord);
    expect(await create(everyRecord)).toMatchObject({
      status: 422,
      body: { error: { type: "TOO_MANY_WEBHOOKS_IN_BASE" } },
    });
    now += 7 * day;
    expect((await create(everyRecord)).status).toBe(200);
  });

  it("need their own scope, and that of what they tell", async () => {
    const schemaToo = { filters: { dataTypes: ["tableData", "tableMetadata"] } };
    const status = async (options: object, token: string) => (await create(options, token)).status;
    expect(await status(everyRecord, tokens.noScopes)).toBe(403);
    expect(await status(everyRecord, "only-webhooks")).toBe(403);
    expect(await status(everyRecord, "records")).toBe(200);
    expect(await status(schemaToo, "records")).toBe(403);
    expect(await status(schemaToo, "schema")).toBe(403);
    const { id } = await webhooks.create(everyRecord);
    expect((await apiClient(emulator, "schema").get(`${hooks}/${id}/payloads`)).status).toBe(403);
    expect((await apiClient(emulator, "records").get(`${hooks}/${id}/payloads`)).status).toBe(200);
  });

  it("are managed by creators and read by readers", async () => {
    const { id } = await webhooks.create(everyRecord);
    const editor = apiClient(emulator, tokens.editor);
    for (const [method, path, body] of [
      ["POST", "", { specification: { options: everyRecord } }],
      ["POST", `/${id}/refresh`, undefined],
      ["POST", `/${id}/enableNotifications`, { enable: true }],
      ["DELETE", `/${id}`, undefined],
    ] as const) {
      expect((await editor.send(method, hooks + path, body)).status).toBe(403);
    }
    const reader = apiClient(emulator, tokens.reader);
    expect((await reader.get(hooks)).status).toBe(200);
    expect((await reader.get(`${hooks}/${id}/payloads`)).status).toBe(200);
    expect((await api.get(`${hooks}/achNOWHERE0000000/payloads`)).status).toBe(403);
    expect((await api.get(`${hooks}/junk/payloads`)).status).toBe(404);
  });

  it("give payloads by cursor, whose numbers never start anew", async () => {
    const { id } = await webhooks.create(everyRecord);
    expect(await webhooks.read(id)).toEqual({ payloads: [], cursor: 1, mightHaveMore: false });
    for (let count = 0; count < 3; count += 1) await write(`Red ${count}`);
    expect(await webhooks.read(id, 1, 2)).toMatchObject({ cursor: 3, mightHaveMore: true });
    expect(await webhooks.read(id, 3, 2)).toMatchObject({ cursor: 4, mightHaveMore: false });
    expect(await webhooks.read(id, 4)).toEqual({ payloads: [], cursor: 4, mightHaveMore: false });
    expect(await webhooks.read(id, 9)).toEqual({ payloads: [], cursor: 9, mightHaveMore: false });
    expect(await webhooks.show(id)).toMatchObject({ cursorForNextPayload: 4 });
    now += 6 * day;
    await write("Late");
    now += 2 * day;
    // The first three are older than seven days.
    const late = await webhooks.read(id, 2);
    expect(late).toMatchObject({ cursor: 5, mightHaveMore: false });
    expect(late.payloads).toHaveLength(1);
    for (const query of ["cursor=0", "limit=51", "limit=0", "cursor=x"]) {
      expect((await api.get(`${hooks}/${id}/payloads?${query}`)).status).toBe(422);
    }
  });

  it("live seven days from their making, a refresh or a reading, and can be read for seven more", async () => {
    const { id } = await webhooks.create(everyRecord);
    now += 6 * day;
    expect((await api.send("POST", `${hooks}/${id}/refresh`)).body).toEqual({
      expirationTime: new Date(now + 7 * day).toISOString(),
    });
    now += 6 * day;
    await webhooks.read(id);
    now += 6 * day;
    await write("Alive");
    now += day;
    await write("Expired");
    expect((await webhooks.read(id)).payloads).toHaveLength(1);
    expect((await api.send("POST", `${hooks}/${id}/refresh`)).status).toBe(422);
    now += 7 * day - 1;
    expect((await api.get(`${hooks}/${id}/payloads`)).status).toBe(200);
    now += 1;
    expect((await api.get(`${hooks}/${id}/payloads`)).status).toBe(403);
    expect((await api.get(hooks)).body).toEqual({ webhooks: [] });
  });
});
