import { describe, expect, it, jest } from "@jest/globals";
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

  it("loads anew for one who wants to know how things are now, once, and for others from then on", async () => {
    const { cache, get, loads } = setUp();
    await get("a");
    const afresh = cache.afresh();
    let tell = (_value: string): void => undefined;
    const load = jest.fn(async () => new Promise<string>((resolve) => (tell = resolve)));
    const renewed = [afresh.get("a", load), afresh.get("a", load)];
    expect(await get("a")).toBe("a1");
    tell("new");
    expect(await Promise.all(renewed)).toEqual(["new", "new"]);
    expect(await get("a")).toBe("new");
    expect([loads, load.mock.calls]).toEqual([["a"], [[]]]);
  });

  it("goes on with what it has when that can't be loaded anew", async () => {
    const { cache, get } = setUp();
    await get("a");
    await expect(cache.afresh().get("a", async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await get("a")).toBe("a1");
  });

  it("keeps nothing that was loaded anew from before it was told to forget", async () => {
    const { cache, get } = setUp();
    let tell = (_value: string): void => undefined;
    const renewed = cache.afresh().get("a", async () => new Promise<string>((resolve) => (tell = resolve)));
    cache.forget((key) => key === "a");
    tell("old");
    expect(await renewed).toBe("old");
    expect(await get("a")).toBe("a1");
  });

  it("lets the oldest go when it is full", async () => {
    const { get, loads } = setUp(2);
    for (const key of ["a", "b", "c", "b", "c", "a"]) await get(key);
    expect(loads).toEqual(["a", "b", "c", "a"]);
  });
});
