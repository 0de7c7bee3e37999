import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Airgraph, startAirgraph } from "../support/airgraph.ts";
import { until } from "../support/eventually.ts";
import { redisIsInstalled, startRedis, type TestRedis } from "../support/redis.ts";
import { signUpConnected } from "../support/signed-in.ts";

const requestsPerMinute = 30;
const costPerMinute = 1_000;

(redisIsInstalled() ? describe : describe.skip)("two router processes with one Redis", () => {
  let redis: TestRedis;
  let airgraph: Airgraph;
  let routers: readonly string[];

  beforeAll(async () => {
    redis = await startRedis();
    airgraph = await startAirgraph("services", {
      REDIS_URL: redis.url,
      TENANT_REQUESTS_PER_MINUTE: String(requestsPerMinute),
      TENANT_COST_PER_MINUTE: String(costPerMinute),
    });
    routers = [airgraph.url, await airgraph.startSecondRouter()];
    // Until it has found the Redis, a router counts for itself.
    const { token } = await signUpConnected(airgraph);
    await until(async () => {
      const [one, other] = await askInTurn(token, "{ me { id } }", 2);
      return one !== undefined && other !== undefined && other.remaining < one.remaining;
    });
  });
  afterAll(async () => {
    await airgraph.stop();
    await redis.kill();
  });

  it("let a tenant ask no more operations than one of them would, whichever it asks, and refuse nobody else", async () => {
    const [busy, other] = [await signUpConnected(airgraph), await signUpConnected(airgraph)];
    const [first] = await askInTurn(busy.token, "{ me { id } }", 1);
    const left = first?.remaining ?? 0;
    expect(left).toBeGreaterThan(requestsPerMinute / 2);
    const answers = await askAtOnce(busy.token, "{ me { id } }", left + 20);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(left);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(20);
    for (const { retryAfter } of refused) expect(Number(retryAfter)).toBeGreaterThan(0);
    for (const { status } of await askInTurn(other.token, "{ me { id } }", 2)) expect(status).toBe(200);
  });

  it("let a tenant's operations cost no more than one of them would", async () => {
    const { token } = await signUpConnected(airgraph);
    // 101; what signing up and connecting cost leaves room for nine.
    const answers = await askAtOnce(token, "{ runs(first: 100) { nodes { id } } }", 16);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  async function askInTurn(token: string, query: string, times: number) {
    const answers: Awaited<ReturnType<typeof askRouter>>[] = [];
    for (let at = 0; at < times; at += 1) answers.push(await askRouter(at, token, query));
    return answers;
  }

  async function askAtOnce(token: string, query: string, times: number) {
    return Promise.all(Array.from({ length: times }, async (_, at) => askRouter(at, token, query)));
  }

  /** One router and the other by turns. */
  async function askRouter(at: number, token: string, query: string) {
    const { status, headers } = await fetch(`${routers[at % 2]}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    return { status, remaining: Number(headers.get("ratelimit-remaining")), retryAfter: headers.get("retry-after") };
  }
});
