import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { type Emulator, salesCrmBaseId, startEmulator } from "../emulator.ts";
import { apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const people = `/v0/${ids.base}/People`;
const schema = z.object({
  tables: z.array(z.object({ name: z.string(), fields: z.array(z.looseObject({ id: z.string(), name: z.string() })) })),
});
const modelNotFound = {
  error: {
    type: "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND",
    message:
      "Invalid permissions, or the requested model was not found. Check that both your user and your token have the required permissions, and that the model names and/or ids are correct.",
  },
};

describe("access", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator({ limits: "off", seed: smallSeed() });
  });
  afterAll(() => emulator.stop());

  it.each([[null], ["unknown"]])("answers 401 with AUTHENTICATION_REQUIRED for the token %p", async (token) => {
    expect(await apiClient(emulator, token).get(people)).toMatchObject({
      status: 401,
      body: { error: { type: "AUTHENTICATION_REQUIRED", message: "Authentication required" } },
    });
  });

  it("answers a bare 404 for unknown routes and malformed ids, before it looks at the token", async () => {
    for (const path of [
      "/",
      "/v0",
      "/v1/x",
      "/v0/junk/People",
      "/v0/meta/bases/junk/tables",
      `${people}/junk`,
      "/v0/%E0%A4",
    ]) {
      expect(await apiClient(emulator, null).get(path)).toMatchObject({ status: 404, body: { error: "NOT_FOUND" } });
    }
    expect((await apiClient(emulator).send("PATCH", "/v0/meta/bases")).status).toBe(404);
  });

  it("judges parameters before access, and access before records", async () => {
    const stranger = apiClient(emulator, tokens.noScopes);
    expect((await stranger.get(`${people}?pageSize=0`)).status).toBe(422);
    expect((await stranger.get(`${people}?fields[]=Nope`)).status).toBe(403);
  });

  it("answers 403 for a missing scope, a base not granted, an unknown base and an unknown table", async () => {
    const creator = apiClient(emulator, tokens.creator);
    expect(await apiClient(emulator, tokens.noScopes).get(people)).toMatchObject({ status: 403, body: modelNotFound });
    for (const path of [`/v0/${ids.otherBase}/People`, "/v0/appNOWHERE0000000/People", `/v0/${ids.base}/Nope`]) {
      expect(await creator.get(path)).toMatchObject({ status: 403, body: modelNotFound });
    }
  });

  it("lets a reader read and names the table it may not write", async () => {
    const reader = apiClient(emulator, tokens.reader);
    expect((await reader.get(people)).status).toBe(200);
    expect(await reader.send("POST", people, { fields: {} })).toMatchObject({
      status: 403,
      body: {
        error: {
          type: "INVALID_PERMISSIONS",
          message: `You are not permitted to create records in table People (${ids.people})`,
        },
      },
    });
  });

  it("refuses bodies that are not JSON by their type, and bodies over 10 MB", async () => {
    const response = await fetch(emulator.url + people, {
      method: "POST",
      headers: { authorization: `Bearer ${tokens.creator}`, "content-type": "application/x-www-form-urlencoded" },
      body: "a=1",
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { type: "INVALID_REQUEST_BODY" } });
    const huge = await apiClient(emulator, tokens.creator).send("POST", people, `"${"x".repeat(11_000_000)}"`);
    expect(huge.status).toBe(413);
  });

  it("answers preflights and opens all answers to browsers", async () => {
    const response = await fetch(emulator.url + people, { method: "OPTIONS" });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
    expect(response.headers.get("access-control-allow-methods")).toBe("DELETE,GET,OPTIONS,PATCH,POST,PUT");
  });
});

describe("metadata", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator({ limits: "off" });
  });
  afterAll(() => emulator.stop());

  it("tells who one is and which bases one sees", async () => {
    const api = apiClient(emulator);
    expect((await api.get("/v0/meta/whoami")).body).toEqual({
      id: expect.stringMatching(/^usr\w{14}$/),
      email: "sam.rivera@example.com",
    });
    expect((await api.get("/v0/meta/bases")).body).toEqual({
      bases: [
        { id: salesCrmBaseId, name: "Sales CRM", permissionLevel: "create" },
        { id: expect.stringMatching(/^app\w{14}$/), name: "Product Planning", permissionLevel: "create" },
      ],
    });
  });

  it("shows the schema with formulas by field id, inverse links and the results of computed fields", async () => {
    const { body } = await apiClient(emulator).get(`/v0/meta/bases/${salesCrmBaseId}/tables?include[]=visibleFieldIds`);
    const { tables } = schema.parse(body);
    expect(tables.map(({ name }) => name)).toEqual(["Companies", "Contacts", "Deals", "Tasks"]);
    const deals = tables[2];
    const field = (name: string) => deals?.fields.find((each) => each.name === name);
    expect(field("Weighted amount")).toMatchObject({
      type: "formula",
      options: {
        formula: `{${field("Amount")?.id}}*{${field("Probability")?.id}}`,
        isValid: true,
        referencedFieldIds: [field("Amount")?.id, field("Probability")?.id],
        result: { type: "currency", options: { precision: 2, symbol: "$" } },
      },
    });
    const inverse = tables[0]?.fields.find(({ name }) => name === "Deals");
    expect(field("Company")).toMatchObject({ options: { inverseLinkFieldId: inverse?.id } });
    expect(field("Company industry")).toMatchObject({ options: { isValid: true, result: { type: "singleSelect" } } });
    expect(JSON.stringify(tables)).not.toContain("aggregation");
  });
});

describe("switches (reference 14)", () => {
  it("choose the form of a 429, its Retry-After and the status of a missing record", async () => {
    const emulator = await startEmulator({
      seed: smallSeed(),
      clock: { now: () => 0 },
      switches: { burst429Body: "object", retryAfterOn429: true, missingRecordStatus: 404 },
    });
    const api = apiClient(emulator, tokens.creator);
    const missing = await api.get(`${people}/recNOWHERE0000000`);
    expect(missing).toMatchObject({ status: 404, body: { error: { type: "MODEL_ID_NOT_FOUND" } } });
    for (let count = 0; count < 4; count += 1) await api.get(people);
    const refused = await api.get(people);
    expect(refused).toMatchObject({ status: 429, body: { error: { type: "RATE_LIMIT_REACHED" } } });
    expect(refused.headers.get("retry-after")).toBe("30");
    await emulator.stop();
  });
});

describe("the life of an emulator", () => {
  it("rejects with EADDRINUSE for a taken port", async () => {
    const first = await startEmulator({ seed: smallSeed() });
    const port = Number(new URL(first.url).port);
    await expect(startEmulator({ seed: smallSeed(), port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await first.stop();
  });

  it("stops in spite of idle keep-alive connections, and twice", async () => {
    const emulator = await startEmulator({ seed: smallSeed() });
    await apiClient(emulator, tokens.creator).get(people);
    const before = Date.now();
    await emulator.stop();
    await emulator.stop();
    // The connection would be kept for four seconds by the client, and for five by the server.
    expect(Date.now() - before).toBeLessThan(3_500);
  });

  it("cuts a connection that never finishes its request", async () => {
    const emulator = await startEmulator({ seed: smallSeed() });
    const hanging = request(`${emulator.url}${people}`, { method: "POST", headers: { "content-length": "10" } });
    const cut = new Promise((resolve) => hanging.on("error", resolve));
    hanging.write("{");
    await new Promise((resolve) => setTimeout(resolve, 50));
    await emulator.stop();
    expect(await cut).toMatchObject({ code: "ECONNRESET" });
  });

  it("records API requests with the ids they address, and forgets them when told to", async () => {
    const emulator = await startEmulator({ seed: smallSeed(), limits: "off", clock: { now: () => 77 } });
    const api = apiClient(emulator, tokens.creator);
    await api.get(`${people}?pageSize=1`);
    await api.get("/v0/nowhere");
    await api.get("/health/ready");
    const expected = [
      { method: "GET", path: people, baseId: ids.base, tableId: ids.people, status: 200, at: 77 },
      { method: "GET", path: "/v0/nowhere", status: 404, at: 77 },
    ];
    expect(emulator.requests()).toEqual(expected);
    expect((await api.get("/_emulator/requests")).body).toEqual({ requests: expected });
    await api.send("DELETE", "/_emulator/requests");
    expect(emulator.requests()).toEqual([]);
    await emulator.stop();
  });
});
