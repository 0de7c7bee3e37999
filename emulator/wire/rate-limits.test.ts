import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const people = `/v0/${ids.base}/People`;

describe("rate limits over HTTP", () => {
  let emulator: Emulator;
  let api: ApiClient;
  let now = 1_000_000;

  beforeEach(async () => {
    emulator = await startEmulator({ seed: smallSeed(), clock: { now: () => now } });
    api = apiClient(emulator, tokens.creator);
  });
  afterEach(() => emulator.stop());

  it("answers the sixth request within a second 429 in the plural form, and refuses the base for 30 s", async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await api.get(people)).status);
    const sixth = await api.get(people);
    expect([...statuses, sixth.status]).toEqual([200, 200, 200, 200, 200, 429]);
    expect(sixth.body).toEqual({
      errors: [{ error: "RATE_LIMIT_REACHED", message: "Rate limit exceeded. Please try again later" }],
    });
    expect(sixth.headers.get("retry-after")).toBeNull();
    now += 29_999;
    expect((await api.get(people)).status).toBe(429);
    expect((await api.get("/v0/meta/whoami")).status).toBe(200);
    now += 1;
    expect((await api.get(people)).status).toBe(200);
  });

  it("limits before it validates, and after it authenticates", async () => {
    for (let count = 0; count < 5; count += 1) await api.get(`${people}?pageSize=0`);
    expect((await api.get(`${people}?pageSize=0`)).status).toBe(429);
    expect((await apiClient(emulator, null).get(people)).status).toBe(401);
  });

  it("lifts a penalty on demand", async () => {
    for (let count = 0; count < 6; count += 1) await api.get(people);
    await api.send("POST", "/_emulator/limits/reset");
    expect((await api.get(people)).status).toBe(200);
  });
});
