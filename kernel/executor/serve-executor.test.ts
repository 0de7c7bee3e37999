import { afterEach, describe, expect, it } from "@jest/globals";
import { until } from "../../tests/support/eventually.ts";
import { silentLogger } from "../logger.ts";
import type { Executor } from "./executor.ts";
import { goodIdentity, openSmallSchema } from "./fixtures/small-schema.ts";
import { serveExecutor } from "./serve-executor.ts";
import { graphqlPath, timeLeftHeader } from "./wire.ts";

const subscription = 'subscription { ticks(of: "x") { number } }';

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function serve(executor: Executor): Promise<{ port: number }> {
  const health = { notReady: async () => [] };
  const about = { host: "127.0.0.1", port: 0, portVariable: "PORT", graceMs: 500, health, logger: silentLogger };
  const served = await serveExecutor({ ...about, executor });
  opened.push(() => served.stop());
  return { port: Number(new URL(served.url).port) };
}

describe("a served executor", () => {
  async function post(port: number, body: string, path = graphqlPath, method = "POST") {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(method === "POST" ? { body } : {}) });
    return { status: response.status, answer: await response.json() };
  }

  it.each([
    ["no JSON", "{"],
    ["no object", "[]"],
    ["a request without a document", '{"variables":{}}'],
    ["variables of another shape", '{"query":"{ context }","variables":[1]}'],
  ])("refuses %s", async (_what, body) => {
    const { port } = await serve(openSmallSchema().executor);
    expect(await post(port, body)).toMatchObject({
      status: 400,
      answer: { errors: [{ extensions: { code: "BAD_REQUEST" } }] },
    });
  });

  it("runs nothing for somebody without an identity", async () => {
    const { port } = await serve(openSmallSchema().executor);
    expect(await post(port, '{"query":"{ context }"}')).toMatchObject({
      answer: { errors: [{ extensions: { code: "UNAUTHENTICATED" } }] },
    });
  });

  it("sends who subscribes over HTTP to the WebSocket, and lets go of the source", async () => {
    const { executor, streams } = openSmallSchema();
    const { port } = await serve(async (request) => executor({ ...request, identity: goodIdentity }));
    expect(await post(port, JSON.stringify({ query: subscription }))).toMatchObject({
      answer: { errors: [{ extensions: { code: "BAD_REQUEST" } }] },
    });
    await until(() => streams.get("x")?.wasLeft() === true);
  });

  it("has nothing elsewhere", async () => {
    const { port } = await serve(openSmallSchema().executor);
    expect(await post(port, "{}", "/other")).toMatchObject({ status: 404 });
    expect(await post(port, "", graphqlPath, "GET")).toMatchObject({ status: 404 });
    expect(await post(port, "", "/health/live", "GET")).toMatchObject({ status: 200 });
  });

  it("begins nothing whose time is over on arrival", async () => {
    let asked = 0;
    const { port } = await serve(async () => {
      asked += 1;
      return { data: {} };
    });
    const url = `http://127.0.0.1:${port}${graphqlPath}`;
    const response = await fetch(url, {
      method: "POST",
      headers: { [timeLeftHeader]: "0" },
      body: '{"query":"{ a }"}',
    });
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "TIMEOUT" } }] });
    expect(asked).toBe(0);
  });
});
