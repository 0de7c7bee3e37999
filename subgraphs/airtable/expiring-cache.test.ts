import { describe, expect, it } from "@jest/globals";
import { createExpiringCache } from "./expiring-cache.ts";

function setUp(maximum = 10) {
  const time = { now: 0 };
  const loads: string[] = [];
  const cache = createExpiringCache<string>({ ttlMs: 100, maximum, clock: { now: () => time.now } });
  const get = async (key: string) =>
    cache.get(key, async () => {
      loads.push(key);
      return `${key}${loads.length}`;
    });
  return { cache, get, loads, time };
}

describe("createExpiringCache", () => {
  it("loads once for all who ask while the value is on its way", async () => {
    const { get, loads } = setUp();
    expect(await Promise.all([get("a"), get("a"), get("a")])).toEqual(["a1", "a1", "a1"]);
    expect(loads).toEqual(["a"]);
  });

  it("loads again when the value is too old", async () => {
    const { get, time } = setUp();
    await get("a");
    time.now = 99;
    expect(await get("a")).toBe("a1");
    time.now = 100;
    expect(await get("a")).toBe("a2");
  });

  it("loads again what it was told to forget, even while the value is on its way", async () => {
    const { cache, get, loads } = setUp();
    const old = get("a");
    cache.forget((key) => key === "a");
    expect(await get("a")).toBe("a2");
    expect(await old).toBe("a1");
    expect(await get("a")).toBe("a2");
    expect(loads).toEqual(["a", "a"]);
  });

  it("keeps no failure", async () => {
    const { cache } = setUp();
    await expect(cache.get("a", async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await cache.get("a", async () => "yes")).toBe("yes");
  });

  it("loads again what was dropped, and does not keep what was on its way then", async () => {
    const { cache, get } = setUp();
    const onItsWay = get("a");
    cache.forget((key) => key === "a");
    expect(await Promise.all([onItsWay, get("a")])).toEqual(["a1", "a2"]);
    expect(await get("a")).toBe("a2");
  });

  it("lets the oldest go when it is full", async () => {
    const { get, loads } = setUp(2);
    for (const key of ["a", "b", "c", "b", "c", "a"]) await get(key);
    expect(loads).toEqual(["a", "b", "c", "a"]);
  });
});
