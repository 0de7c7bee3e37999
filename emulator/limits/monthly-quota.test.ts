import { describe, expect, it } from "@jest/globals";
import { startEmulator } from "../emulator.ts";
import { apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";
import { MonthlyQuota } from "./monthly-quota.ts";

describe("the monthly quota (reference 2)", () => {
  it("admits so many calls a calendar month, per base", () => {
    let now = Date.UTC(2024, 4, 31, 23, 59);
    const quota = new MonthlyQuota({ now: () => now });
    quota.set("base", 2);
    expect([quota.take("base"), quota.take("base"), quota.take("base"), quota.take("other")]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    now = Date.UTC(2024, 5, 1);
    expect(quota.take("base")).toBe(true);
    quota.set("base", 0);
    expect(quota.take("base")).toBe(false);
    quota.set("base", null);
    expect(quota.take("base")).toBe(true);
  });

  it("is answered with the billing 429 by everything but metadata, after the rate limit", async () => {
    let now = 0;
    const emulator = await startEmulator({ seed: smallSeed(), clock: { now: () => now } });
    const api = apiClient(emulator, tokens.creator);
    emulator.setMonthlyQuota(ids.base, 1);
    expect((await api.get(`/v0/${ids.base}/People`)).status).toBe(200);
    expect(await api.get(`/v0/${ids.base}/People`)).toMatchObject({
      status: 429,
      body: {
        error: {
          type: "PUBLIC_API_BILLING_LIMIT_EXCEEDED",
          message: expect.stringMatching(/^API billing plan limit exceeded/),
        },
      },
    });
    expect((await api.get(`/v0/meta/bases/${ids.base}/tables`)).status).toBe(200);
    for (let count = 0; count < 2; count += 1) await api.get(`/v0/${ids.base}/People`);
    expect(await api.get(`/v0/${ids.base}/People`)).toMatchObject({ status: 429, body: { errors: expect.anything() } });
    now = 60_000;
    expect((await api.send("POST", "/_emulator/quotas", { baseId: ids.base, most: null })).status).toBe(200);
    expect((await api.get(`/v0/${ids.base}/People`)).status).toBe(200);
    await emulator.stop();
  });
});
