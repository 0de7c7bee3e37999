import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { type Caller, caller } from "../../kernel/identity/caller.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { until } from "../../tests/support/eventually.ts";
import { freePort } from "../../tests/support/free-port.ts";
import { redisIsInstalled, startRedis, type TestRedis } from "../../tests/support/redis.ts";
import { type Shop, serveShop } from "../fixtures/serve-shop.ts";
import { type OpenBudgets, openBudgets } from "./budgets.ts";

const machine = (tenant: number): Caller =>
  caller.parse({
    kind: "machine",
    apiKeyId: crypto.randomUUID(),
    tenantId: `00000000-0000-4000-8000-${String(tenant).padStart(12, "0")}`,
    scopes: [],
  });
const callers = new Map([
  ["first", machine(1)],
  ["colleague", machine(1)],
  ["other", machine(2)],
]);

describe("a tenant's budget", () => {
  let shop: Shop | undefined;
  afterEach(async () => {
    await shop?.stop();
    shop = undefined;
  });

  const ask = async (token: string | undefined, query = "{ item { id } }") => {
    const response = await fetch(shop?.endpoint ?? "", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query }),
    });
    const { errors = [] } = (await response.json()) as { errors?: { extensions: Record<string, unknown> }[] };
    const { headers, status } = response;
    const left = ["limit", "remaining", "reset"].map((name) => Number(headers.get(`ratelimit-${name}`)));
    return { status, left, retryAfter: headers.get("retry-after"), extensions: errors[0]?.extensions };
  };

  it("of requests is spent by all of its callers together, and nobody else's", async () => {
    shop = await serveShop({ callers, config: { requestsPerMinute: 3 } });
    const first = await ask("first");
    expect([first.status, first.left.slice(0, 2), first.retryAfter]).toEqual([200, [3, 2], null]);
    // What is refused for another reason counts: it was work.
    await ask("colleague", "{ nothing }");
    await ask("colleague");
    const asked = shop.asked();
    const refused = await ask("first");
    expect([refused.status, refused.left.slice(0, 2)]).toEqual([429, [3, 0]]);
    expect(refused.extensions).toEqual({ code: "RATE_LIMITED", retryAfterMs: expect.any(Number) });
    const { retryAfterMs } = refused.extensions ?? {};
    expect(Number(retryAfterMs)).toBeGreaterThan(0);
    expect(Number(retryAfterMs)).toBeLessThanOrEqual(60_000);
    expect(refused.retryAfter).toBe(String(Math.ceil(Number(retryAfterMs) / 1000)));
    expect(shop.asked()).toBe(asked);
    expect((await ask("other")).status).toBe(200);
    expect((await ask(undefined)).left.slice(0, 2)).toEqual([3, 2]);
  });

  it("of costs is spent by what operations may cost", async () => {
    shop = await serveShop({ callers, config: { costPerMinute: 100 } });
    const page = "{ items(first: 60) { id } }";
    expect((await ask("first", page)).left.slice(0, 2)).toEqual([100, 40]);
    expect((await ask("first", page)).extensions?.["code"]).toBe("RATE_LIMITED");
    expect((await ask("other", page)).status).toBe(200);
    // More than the whole of it can be asked once.
    expect((await ask(undefined, "{ items(first: 900) { id } }")).left.slice(0, 2)).toEqual([100, 0]);
  });

  it("tells of the one of two budgets that ends first", async () => {
    shop = await serveShop({ callers, config: { costPerMinute: 1_000, requestsPerMinute: 2 } });
    expect((await ask("first")).left.slice(0, 2)).toEqual([2, 1]);
    expect((await ask("other", "{ items(first: 900) { id } }")).left.slice(0, 2)).toEqual([1_000, 100]);
  });

  it("is counted by each router while the Redis that they share is away", async () => {
    shop = await serveShop({
      callers,
      config: { requestsPerMinute: 1, redisUrl: `redis://127.0.0.1:${await freePort()}` },
    });
    expect((await ask("first")).status).toBe(200);
    expect((await ask("first")).status).toBe(429);
  });

  it("is without end, and costs nothing, unless it is set", async () => {
    shop = await serveShop({ callers });
    expect((await ask("first")).left).toEqual([0, 0, 0]);
  });
});

(redisIsInstalled() ? describe : describe.skip)("two routers with one Redis", () => {
  let redis: TestRedis;
  let routers: readonly OpenBudgets[];
  let tenants = 1_000;

  beforeAll(async () => {
    redis = await startRedis();
    const config = { requestsPerMinute: 3, costPerMinute: 0, redisUrl: redis.url, logger: silentLogger };
    routers = await Promise.all([openBudgets(config), openBudgets(config)]);
    // Until both are connected each counts for itself, and comes to no more than two.
    await until(async () => (await takeByTurns(4)).includes("rejected"));
  });
  afterAll(async () => {
    await Promise.all(routers.map(async ({ close }) => close()));
    await redis.kill();
  });

  it("count together", async () => {
    expect(await takeByTurns(4)).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected"]);
  });

  it("go on refusing what is over, without asking Redis for it", async () => {
    expect((await takeByTurns(30)).slice(3)).toEqual(Array.from({ length: 27 }, () => "rejected"));
  });

  /** What becomes of a new tenant's requests, at one router and the other by turns. */
  async function takeByTurns(times: number): Promise<string[]> {
    tenants += 1;
    const spender = { caller: machine(tenants) };
    const outcomes: string[] = [];
    for (let at = 0; at < times; at += 1) {
      const [taken] = await Promise.allSettled([routers[at % 2]?.budgets.takeRequest?.(spender)]);
      outcomes.push(taken.status);
    }
    return outcomes;
  }
});
