import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const people = `/v0/${ids.base}/People`;

let emulator: Emulator;
let api: ApiClient;

beforeEach(async () => {
  emulator = await startEmulator({ limits: "off", seed: smallSeed() });
  api = apiClient(emulator, tokens.creator);
});
afterEach(() => emulator.stop());

describe("grants", () => {
  const bases = async () => (await api.get("/v0/meta/bases")).body;

  it("let a base appear to a token, change its role and disappear", async () => {
    emulator.grantBase(tokens.creator, ids.otherBase, "read");
    expect(await bases()).toMatchObject({ bases: [{ id: ids.base }, { id: ids.otherBase, permissionLevel: "read" }] });
    emulator.grantBase(tokens.creator, ids.base, "read");
    expect((await api.send("POST", people, { fields: {} })).status).toBe(403);
    emulator.grantBase(tokens.creator, ids.base, null);
    expect(await bases()).toMatchObject({ bases: [{ id: ids.otherBase }] });
    expect((await api.get(people)).status).toBe(403);
    expect((await apiClient(emulator, tokens.editor).get(people)).status).toBe(200);
  });

  it("are changed by the emulator's own call too, and refused for what there is not", async () => {
    const grant = (body: object) => api.send("POST", "/_emulator/grants", body);
    const taken = { token: tokens.creator, baseId: ids.base, permissionLevel: null };
    expect(await grant(taken)).toMatchObject({ status: 200, body: taken });
    expect((await api.get(people)).status).toBe(403);
    expect((await grant({ ...taken, permissionLevel: "admin" })).status).toBe(400);
    expect((await grant({ ...taken, token: "patNOBODY" })).status).toBe(400);
    expect(() => emulator.grantBase(tokens.creator, "appNowhere0000000", "read")).toThrow("no base");
  });
});
