import { afterEach, describe, expect, it } from "@jest/globals";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { until } from "../../tests/support/eventually.ts";
import { openWatchedRouter, type WatchedRouter } from "./fixtures/open-watched-router.ts";

let router: WatchedRouter;
afterEach(async () => router.stop());

const linesOf = (message: string) => router.lines.filter(({ msg }) => msg === message);

describe("the access log", () => {
  it("has one line for a request, with its operation and who asked", async () => {
    router = await openWatchedRouter();
    await router.ask(
      { query: "query Both($like: String) { items(like: $like) { name amount } }", variables: { like: "hunter2" } },
      { authorization: "Bearer viewer", "x-request-id": "find-me", "user-agent": `tested ${"x".repeat(500)}` },
    );
    await until(() => linesOf("request").length === 1);
    expect(router.lines.filter(({ requestId }) => requestId === "find-me")).toEqual([
      expect.objectContaining({
        msg: "request",
        requestId: "find-me",
        method: "POST",
        path: "/graphql",
        status: 200,
        bytes: expect.any(Number),
        durationMs: expect.any(Number),
        address: "127.0.0.1",
        userAgent: expect.stringMatching(/^tested x{193}$/),
        operation: "Both",
        kind: "query",
        operationMs: expect.any(Number),
        tenantId: expect.any(String),
        apiKeyId: expect.any(String),
      }),
    ]);
    const [line] = linesOf("request");
    expect(Number(line?.["bytes"])).toBeGreaterThan(100);
    expect(line).not.toHaveProperty("errors");
    expect(JSON.stringify(router.lines)).not.toMatch(/hunter2|Bearer|A lamp/);
  });

  it("has no query string, whoever puts what into it", async () => {
    router = await openWatchedRouter();
    const query = encodeURIComponent('{ items(like: "hunter2") { name } }');
    await fetch(`${router.url}/graphql?query=${query}`, { headers: { "apollo-require-preflight": "yes" } });
    await fetch(`${router.url}/elsewhere?token=hunter2`);
    await until(() => linesOf("request").length === 2);
    expect(linesOf("request")).toMatchObject([
      { method: "GET", path: "/graphql", status: 200, kind: "query" },
      { path: "/elsewhere", status: 404 },
    ]);
    expect(JSON.stringify(router.lines)).not.toContain("hunter2");
  });

  it("says why a request became no operation, and which errors an operation met", async () => {
    router = await openWatchedRouter();
    await router.ask({ query: "{ __typename }" }, { authorization: "Bearer stranger" });
    await router.ask({ query: "x".repeat(20_000) });
    await router.ask({ query: "query Some { refused }" });
    await until(() => linesOf("request").length === 3);
    expect(linesOf("request")).toMatchObject([
      { status: 401, refusal: "UNAUTHENTICATED" },
      { status: 413, refusal: "PAYLOAD_TOO_LARGE" },
      { status: 200, operation: "Some", errors: ["FORBIDDEN"] },
    ]);
  });

  it("has a line for each operation of a WebSocket, and one for its end", async () => {
    router = await openWatchedRouter();
    const client = createClient({ url: `${router.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket });
    for await (const _ of client.iterate({ query: "query Here { items { name } }" })) continue;
    await client.dispose();
    await until(() => linesOf("WebSocket closed").length === 1);
    expect(linesOf("operation")).toMatchObject([{ operation: "Here", kind: "query", requestId: expect.any(String) }]);
    expect(linesOf("WebSocket closed")).toMatchObject([{ code: 1000, address: "127.0.0.1" }]);
  });

  it("knows clients that left before their answer", async () => {
    let isAsked = false;
    let answer: () => void = () => {};
    const catalog = async () => {
      isAsked = true;
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return { data: { items: [] } };
    };
    router = await openWatchedRouter({ answers: { catalog } });
    const leaving = new AbortController();
    const body = JSON.stringify({ query: "{ items { name } }" });
    const headers = { "content-type": "application/json" };
    const asked = fetch(`${router.url}/graphql`, { method: "POST", body, headers, signal: leaving.signal });
    await until(() => isAsked);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    await until(() => linesOf("request").length === 1);
    expect(linesOf("request")).toMatchObject([{ status: 499 }]);
    answer();
  });
});

describe("the log of slow operations", () => {
  const query = 'query Slow { items(like: "hunter2") { name amount } }';

  it("tells what an operation waited for, with its plan and its document once a minute, and no literal", async () => {
    router = await openWatchedRouter({ config: { slowOperationMs: 1 } });
    await router.ask({ query });
    await router.ask({ query: query.replace("hunter2", "hunter22") });
    const [first, second] = linesOf("slow operation");
    expect(first).toMatchObject({
      operation: "Slow",
      kind: "query",
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      planningMs: expect.any(Number),
      fetches: [
        { subgraph: "catalog", path: "", entities: 0, atMs: 0, outcome: "ok" },
        { subgraph: "stock", path: "items.@", entities: 2, outcome: "ok" },
      ],
      document: 'query Slow {\n  items(like: "") {\n    name\n    amount\n  }\n}',
      plan: expect.stringMatching(/^QueryPlan \{\s+Sequence[^]*Fetch\(service: "stock"\)/),
    });
    expect(second).toMatchObject({ hash: first?.["hash"], operation: "Slow" });
    expect(second).not.toHaveProperty("plan");
    expect(JSON.stringify(router.lines)).not.toContain("hunter");
  });

  it("says nothing of an operation that was quick enough", async () => {
    router = await openWatchedRouter();
    await router.ask({ query });
    expect(linesOf("slow operation")).toEqual([]);
  });
});

describe("a plan", () => {
  const headers = { "x-airgraph-query-plan": "true" };
  const query = "{ items { name amount } }";

  it("is told to an administrator who asks for it, as text and as data", async () => {
    router = await openWatchedRouter();
    const { body } = await router.ask({ query }, { ...headers, authorization: "Bearer admin" });
    expect(body.extensions).toEqual({
      queryPlan: {
        text: expect.stringContaining('Fetch(service: "stock")'),
        json: expect.objectContaining({ kind: "QueryPlan" }),
      },
    });
    expect((await router.ask({ query }, { authorization: "Bearer admin" })).body).not.toHaveProperty("extensions");
  });

  it.each([undefined, "Bearer viewer"])("is told to nobody else: %s", async (authorization) => {
    router = await openWatchedRouter();
    const { body } = await router.ask(
      { query },
      { ...headers, ...(authorization === undefined ? {} : { authorization }) },
    );
    expect(body).toEqual({
      data: {
        items: [
          { name: "A kettle", amount: 6 },
          { name: "A lamp", amount: 4 },
        ],
      },
    });
  });
});

describe("what a subgraph tells that does not mask its errors", () => {
  const leaking = {
    message: "connect ECONNREFUSED 10.0.0.7:5432",
    path: ["items"],
    extensions: { code: "INTERNAL_SERVER_ERROR", stacktrace: ["at secret.ts:1"], serviceName: "catalog" },
  };
  const answering = (...errors: object[]) => ({
    answers: { catalog: async () => ({ data: null, errors: errors as (typeof leaking)[] }) },
  });

  it("is masked, under an id that the log has", async () => {
    router = await openWatchedRouter(answering(leaking));
    const { body } = await router.ask({ query: "{ items { name } }" });
    const [error] = body.errors ?? [];
    expect(error).toEqual({
      message: "Something failed on our side.",
      path: ["items"],
      extensions: { code: "INTERNAL", errorId: expect.any(String) },
    });
    expect(linesOf("a part of the supergraph failed")).toMatchObject([
      { errorId: error?.extensions["errorId"], part: "catalog", requestId: expect.any(String) },
    ]);
    await until(() => linesOf("request").length === 1);
    expect(linesOf("request")).toMatchObject([{ errorIds: [error?.extensions["errorId"]] }]);
  });

  it("is masked when a subscription can't start, too", async () => {
    router = await openWatchedRouter(answering({ ...leaking, path: ["itemAdded"] }));
    const client = createClient({ url: `${router.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket });
    const results: unknown[] = [];
    for await (const result of client.iterate({ query: "subscription { itemAdded { name } }" })) results.push(result);
    await client.dispose();
    expect(results).toMatchObject([{ errors: [{ extensions: { code: "INTERNAL" } }] }]);
    expect(JSON.stringify(results)).not.toMatch(/10\.0|secret|serviceName/);
  });
});
