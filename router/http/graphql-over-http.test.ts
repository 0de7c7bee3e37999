import { connect } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { auditServer } from "graphql-http";
import type { Cancellation } from "../../kernel/cancellation.ts";
import { eventually } from "../../tests/support/eventually.ts";
import { type Shop, serveShop } from "../fixtures/serve-shop.ts";

const json = { "content-type": "application/json" };
const preflight = { "apollo-require-preflight": "true" };

describe("the endpoint over HTTP", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await serveShop({
      config: {
        introspection: true,
        maximumBatch: 3,
        corsOrigins: ["https://app.example.com"],
      },
    });
  });
  afterAll(() => shop.stop());

  const get = async (parameters: Record<string, string>, headers: Record<string, string> = preflight) =>
    fetch(`${shop.endpoint}?${new URLSearchParams(parameters).toString()}`, { headers });
  const post = async (body: unknown, headers: Record<string, string> = {}) =>
    fetch(shop.endpoint, { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) });

  it("passes every audit of GraphQL over HTTP", async () => {
    const results = await auditServer({
      url: shop.endpoint,
      fetchFn: (url: string, init: RequestInit = {}) =>
        fetch(
          url,
          init.method === "POST"
            ? init
            : { ...init, headers: [...new Headers(init.headers), ...Object.entries(preflight)] },
        ),
    });
    expect(results.filter(({ status }) => status !== "ok").map(({ id, name }) => `${id} ${name}`)).toEqual([]);
    expect(results).toHaveLength(61);
  });

  it("answers queries by GET, and mutations by POST only", async () => {
    const query = "query ($id: ID) { item(id: $id) { name } }";
    const read = await get({ query, variables: '{"id":"7"}' });
    expect([read.status, await read.json()]).toEqual([200, { data: { item: { name: "item 7" } } }]);
    const changed = await get({ query: 'mutation { rename(id: "1", name: "x") { id } }' });
    expect([changed.status, changed.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await codes(changed)).toEqual(["BAD_REQUEST"]);
  });

  it.each(["PUT", "DELETE", "PATCH", "HEAD"])("tells who uses %s what it takes", async (method) => {
    const response = await fetch(shop.endpoint, { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, POST, OPTIONS"]);
  });

  it.each([
    ["GET without a header that a browser asks for first", "GET", {}],
    ["a form", "POST", { "content-type": "application/x-www-form-urlencoded" }],
    ["text", "POST", { "content-type": "text/plain; application/json" }],
    ["a file", "POST", { "content-type": "multipart/form-data; boundary=x" }],
  ])("takes nothing that a page of any site could have a browser send: %s", async (_what, method, headers) => {
    const before = shop.asked();
    const query = "{ items(first: 1) { id } }";
    const url = method === "GET" ? `${shop.endpoint}?${new URLSearchParams({ query }).toString()}` : shop.endpoint;
    const response = await fetch(url, {
      method,
      headers,
      ...(method === "GET" ? {} : { body: JSON.stringify({ query }) }),
    });
    expect([response.status, await codes(response), shop.asked()]).toEqual([400, ["BAD_REQUEST"], before]);
  });

  it.each([
    ["another media type", { "content-type": "application/graphql" }, 415],
    ["what only begins like JSON", { "content-type": "application/json-patch+json" }, 415],
    ["another character set", { "content-type": "application/json; charset=utf-16" }, 415],
    ["a compressed body", { ...json, "content-encoding": "gzip" }, 415],
    ["answers that there are none of", { ...json, accept: "image/png" }, 406],
    ["answers that are refused by their weight", { ...json, accept: "application/json;q=0" }, 406],
  ])("refuses %s by its status", async (_what, headers, status) => {
    const response = await fetch(shop.endpoint, { method: "POST", headers, body: '{"query":"{ __typename }"}' });
    expect(response.status).toBe(status);
  });

  it.each([
    ["application/graphql-response+json", "application/graphql-response+json", 400],
    ["application/json", "application/json", 200],
    ["application/json;q=0.9, application/graphql-response+json", "application/graphql-response+json", 400],
    ["application/graphql-response+json;q=0.5, application/json", "application/json", 200],
    ["text/html, */*;q=0.1", "application/json", 400],
  ])("answers who accepts %s as %s, and an invalid document with %i", async (accept, type, status) => {
    const response = await post({ query: "{ nothing }" }, { accept });
    expect([response.headers.get("content-type"), response.status]).toEqual([`${type}; charset=utf-8`, status]);
  });

  it("answers lists of operations with lists, up to their limit", async () => {
    const query = "{ item { id } }";
    const answer = await post([{ query }, { query: "{ nothing }" }, { query }]);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual([
      { data: { item: { id: "1" } } },
      { errors: [expect.objectContaining({ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } })] },
      { data: { item: { id: "1" } } },
    ]);
    expect(await codes(await post([]))).toEqual(["BAD_REQUEST"]);
    const before = shop.asked();
    expect(await codes(await post(Array.from({ length: 4 }, () => ({ query }))))).toEqual(["COST_LIMIT_EXCEEDED"]);
    expect(shop.asked()).toBe(before);
  });

  it("compresses long answers for who takes them so", async () => {
    const body = JSON.stringify({ query: "{ long(length: 50000) }" });
    const plain = await (await post(JSON.parse(body))).text();
    const compressed = async (encoding: string) => raw(shop.endpoint, body, { "accept-encoding": encoding });
    const [br, gz, none, refused] = await Promise.all([
      compressed("gzip, br"),
      compressed("gzip;q=0.5"),
      compressed("identity"),
      compressed("br;q=0, gzip;q=0"),
    ]);
    expect(brotliDecompressSync(br.body).toString()).toBe(plain);
    expect(gunzipSync(gz.body).toString()).toBe(plain);
    expect(br.body.length).toBeLessThan(plain.length / 10);
    expect([br.encoding, gz.encoding, none.encoding, refused.encoding]).toEqual(["br", "gzip", undefined, undefined]);
    const short = await raw(shop.endpoint, '{"query":"{ item { id } }"}', { "accept-encoding": "br" });
    expect(short.encoding).toBeUndefined();
  });

  it("says on every answer what browsers may not do with it", async () => {
    for (const path of ["/graphql", "/", "/nothing-here", "/graphql?query={item{id}}"]) {
      const { headers } = await fetch(shop.url + path, { redirect: "manual" });
      expect(Object.fromEntries(headers)).toMatchObject({
        "x-content-type-options": "nosniff",
        "content-security-policy": "frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
      });
    }
  });

  it("lets pages of allowed origins read answers, what is left of a budget included, and asks them seldom", async () => {
    const asking = { method: "OPTIONS", headers: { origin: "https://app.example.com" } };
    const { status, headers } = await fetch(shop.endpoint, asking);
    expect([status, headers.get("access-control-max-age")]).toEqual([204, "7200"]);
    expect(headers.get("access-control-expose-headers")).toContain("ratelimit-remaining");
    const answer = await post({ query: "{ item { id } }" }, { origin: "https://evil.example.com" });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    // Apollo's pages are let in only where Sandbox is on.
    const apollo = await post({ query: "{ item { id } }" }, { origin: "https://studio.apollographql.com" });
    expect(apollo.headers.get("access-control-allow-origin")).toBeNull();
  });

  it.each([
    ["headers that never end", "POST /graphql HTTP/1.1\r\nhost: x\r\n", "408"],
    [
      "a body that never ends",
      "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{",
      "408",
    ],
    ["headers without measure", `POST /graphql HTTP/1.1\r\nhost: x\r\nx-long: ${"x".repeat(20_000)}\r\n\r\n`, "431"],
  ])("cuts off %s, and others don't notice", async (_what, sent, status) => {
    const impatient = await serveShop({ config: { headersTimeoutMs: 500, requestTimeoutMs: 1_000 } });
    const { port, hostname } = new URL(impatient.url);
    const socket = connect(Number(port), hostname, () => socket.write(sent));
    let received = "";
    socket.on("data", (data: Buffer) => {
      received += data.toString();
    });
    socket.on("error", () => {});
    const closed = new Promise((resolve) => socket.once("close", resolve));
    const body = JSON.stringify({ query: "{ item { id } }" });
    expect((await fetch(impatient.endpoint, { method: "POST", headers: json, body })).status).toBe(200);
    await closed;
    expect(received).toContain(`HTTP/1.1 ${status}`);
    await impatient.stop();
  });

  it("answers who sends nothing more once the request is out", async () => {
    const { port, hostname } = new URL(shop.url);
    const body = '{"query":"{ item { id } }"}';
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    socket.end(
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
    );
    let received = "";
    for await (const chunk of socket) received += String(chunk);
    expect(received).toContain('{"data":{"item":{"id":"1"}}}');
  });
});

describe.each([
  ["an answer of one's own", false],
  ["an answer that others get, too,", true],
])("%s", (_whose, shareQueries) => {
  it("comes whole whatever letters it has, also on a connection that is kept", async () => {
    const shop = await serveShop({ config: { shareQueries } });
    for (const id of ["plain", "é", "\u20ac", "日本語", "👩‍🚀", "é".repeat(5_000)]) {
      const body = JSON.stringify({ query: "query ($id: ID) { item(id: $id) { id name } }", variables: { id } });
      const asked = Array.from({ length: 4 }, async (_, at) =>
        fetch(shop.endpoint, {
          method: "POST",
          headers: { ...json, "accept-encoding": at % 2 === 0 ? "identity" : "gzip" },
          body,
        }),
      );
      for (const answer of await Promise.all(asked))
        expect(await answer.json()).toEqual({ data: { item: { id, name: `item ${id}` } } });
    }
    await shop.stop();
  });
});

describe("a client that goes away", () => {
  it("takes what it waited for along, and one that has its answer does not", async () => {
    const seen: (Cancellation | undefined)[] = [];
    const shop = await serveShop({
      async beforeAnswer({ cancellation, query }) {
        seen.push(cancellation);
        if (query.includes("price"))
          await new Promise<void>((resolve) => cancellation?.watch({ onCancelled: () => resolve() }));
      },
    });
    const ask = async (query: string, signal?: AbortSignal) =>
      fetch(shop.endpoint, {
        method: "POST",
        headers: { ...json, connection: "close" },
        body: JSON.stringify({ query }),
        signal: signal ?? null,
      });
    await (await ask("{ item { id } }")).text();
    const client = new AbortController();
    const answer = ask("{ item { price } }", client.signal);
    await eventually(async () => seen[1]);
    client.abort();
    await expect(answer).rejects.toThrow();
    await eventually(async () => seen[1]?.isCancelled === true || undefined);
    expect(seen.map((each) => each?.isCancelled)).toEqual([false, true]);
    await shop.stop();
  });
});

describe("a router behind https", () => {
  it("tells browsers to come back by https only", async () => {
    const shop = await serveShop({ config: { cookieSecure: true } });
    const { headers } = await fetch(shop.endpoint, { method: "POST" });
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
    await shop.stop();
  });
});

async function codes(response: Response): Promise<unknown[]> {
  const { errors = [] } = JSON.parse(await response.text()) as { errors?: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
}

/** Node's fetch decompresses by itself. */
async function raw(url: string, body: string, headers: Record<string, string>) {
  const { request } = await import("node:http");
  return new Promise<{ body: Buffer; encoding: string | undefined }>((resolve, reject) => {
    const outgoing = request(url, { method: "POST", headers: { ...json, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ body: Buffer.concat(chunks), encoding: response.headers["content-encoding"] }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
