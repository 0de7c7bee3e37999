import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { until } from "../../../tests/support/eventually.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { type LiveRouter, openRouter } from "../fixtures/open-router.ts";

const ann = newPerson();
const standing = {
  current: { caller: ann, expiresAt: undefined } as { caller: typeof ann; expiresAt: undefined } | undefined,
};
const callers = new Map([
  ["ann", { caller: ann }],
  ["watched", { caller: ann, standingKey: { apiKeyHash: "watched" } }],
  ["short", { caller: ann, expiresAt: new Date(0) }],
]);
const news = `subscription ($topic: String!) { news(topic: $topic) { text author { name } } }`;
const event = (text: string, cursor: number) => ({
  data: { news: { text, author: { name: `Name of author-${cursor}` } } },
});

const formats = {
  "an event stream": { accept: "text/event-stream", type: "text/event-stream; charset=utf-8", read: readEvents },
  "multipart/mixed": {
    accept: 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0",application/json',
    type: 'multipart/mixed; boundary="-"; subscriptionSpec=1.0',
    read: readParts,
  },
};

describe.each(["an event stream", "multipart/mixed"] as const)("a subscription as %s", (name) => {
  const { accept, type, read } = formats[name];
  const isMultipart = name === "multipart/mixed";
  let router: LiveRouter;
  let topics = 0;
  const newTopic = () => `topic ${(topics += 1)}`;

  beforeAll(async () => {
    router = await openRouter({
      callers,
      findStanding: async () => standing.current,
      limits: { heartbeatMs: 50, connectionsPerPerson: 4, slowClientMs: 200, queueBytes: 100_000 },
    });
  });
  afterAll(() => router.stop());

  async function ask(query: string, variables: object = {}, token?: string, at: LiveRouter = router) {
    const left = new AbortController();
    const response = await fetch(at.url, {
      method: "POST",
      signal: left.signal,
      headers: {
        accept,
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return { response, parts: response.body === null ? noParts() : read(response.body), leave: () => left.abort() };
  }
  const isOpen = async (topic: string, count: number) => until(() => router.feed.openStreams(topic) === count);

  it("begins at once, tells each event with the fields of other subgraphs, and ends upstream when the client leaves", async () => {
    const topic = newTopic();
    const { response, parts, leave } = await ask(news, { topic });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, type]);
    expect(response.headers.get("cache-control")).toContain("no-store");
    await isOpen(topic, 1);
    for (const text of ["one", "two"]) router.feed.publish(topic, text);
    expect((await parts.next()).value).toEqual({ next: event("one", 1) });
    expect((await parts.next()).value).toEqual({ next: event("two", 2) });
    leave();
    await isOpen(topic, 0);
  });

  it("is shared with its like, over HTTP", async () => {
    const topic = newTopic();
    const both = [await ask(news, { topic }, "ann"), await ask(news, { topic }, "ann")];
    await isOpen(topic, 1);
    router.feed.publish(topic, "for both");
    for (const { parts, leave } of both) {
      expect((await parts.next()).value).toEqual({ next: event("for both", 1) });
      leave();
    }
    await isOpen(topic, 0);
  });

  it.each([
    ["a syntax error", "subscription {", "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", "subscription { nope }", "GRAPHQL_VALIDATION_FAILED"],
    ["what the caller may not have", `subscription { scoped(topic: "a") { text } }`, "UNAUTHENTICATED"],
    ["what the subgraph refuses", "subscription { refused { text } }", "NOT_FOUND"],
  ])("tells %s", async (_what, query, code) => {
    const { response, parts } = await ask(query);
    if (response.headers.get("content-type") === type)
      expect((await parts.next()).value).toMatchObject({ next: { errors: [{ extensions: { code } }] } });
    else expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it("refuses a token that does not hold with 401, and one stream more than there may be with 429", async () => {
    expect((await ask(news, { topic: "t" }, "nobody")).response.status).toBe(401);
    const topic = newTopic();
    const open = [];
    for (let index = 0; index < 4; index += 1) open.push(await ask(news, { topic }, "ann"));
    const { response } = await ask(news, { topic }, "ann");
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "RATE_LIMITED" } }] });
    for (const { leave } of open) leave();
    await isOpen(topic, 0);
    await until(async () => {
      const again = await ask(news, { topic }, "ann");
      again.leave();
      return again.response.status === 200;
    });
  });

  it.each([
    ["token expires", "short", "UNAUTHENTICATED"],
    ["session ends", "watched", "UNAUTHENTICATED"],
  ])("ends and says so when the %s", async (_what, token, code) => {
    standing.current = { caller: ann, expiresAt: undefined };
    const topic = newTopic();
    const { parts } = await ask(news, { topic }, token);
    standing.current = undefined;
    const errors = [{ message: expect.any(String), extensions: { code } }];
    expect((await parts.next()).value).toEqual(isMultipart ? { fatal: errors } : { next: { errors } });
    expect((await parts.next()).value).toEqual(isMultipart ? undefined : "complete");
    expect((await parts.next()).done).toBe(true);
    await isOpen(topic, 0);
  });

  it("ends and says so when the subgraph breaks off and the stream can't be resumed", async () => {
    const topic = newTopic();
    const { parts } = await ask(`subscription { ticks(topic: "${topic}") { text } }`);
    await isOpen(topic, 1);
    router.feed.kill();
    router.feed.revive();
    const errors = [expect.objectContaining({ extensions: { code: "UPSTREAM_UNAVAILABLE" } })];
    expect((await parts.next()).value).toEqual({ next: { errors } });
  });

  it("is cut off when its client takes nothing", async () => {
    const topic = newTopic();
    await ask(news, { topic });
    await isOpen(topic, 1);
    await until(() => {
      router.feed.publish(topic, "x".repeat(100_000));
      return router.feed.openStreams(topic) === 0;
    });
  });

  it("is told and ended when the router stops", async () => {
    const other = await openRouter({});
    const { parts } = await ask(news, { topic: "t" }, undefined, other);
    await until(() => other.feed.openStreams("t") === 1);
    await other.stop();
    const errors = [expect.objectContaining({ extensions: { code: "UPSTREAM_UNAVAILABLE" } })];
    // An event stream ends without `complete`, so that its client connects again.
    expect((await parts.next()).value).toEqual(isMultipart ? { fatal: errors } : undefined);
    expect((await parts.next()).done).toBe(true);
  });
});

describe("over HTTP", () => {
  let router: LiveRouter;
  beforeAll(async () => {
    router = await openRouter({ callers });
  });
  afterAll(() => router.stop());

  const get = async (query: string, accept: string, more: Record<string, string> = {}) =>
    fetch(`${router.url}?${new URLSearchParams({ query, ...more }).toString()}`, { headers: { accept } });

  it("GET subscribes as an event stream, as EventSource does", async () => {
    const response = await get(news, "text/event-stream", { variables: '{"topic":"get"}' });
    await until(() => router.feed.openStreams("get") === 1);
    router.feed.publish("get", "one");
    const parts = readEvents(response.body ?? new ReadableStream());
    expect((await parts.next()).value).toEqual({ next: event("one", 1) });
    await parts.return(undefined);
  });

  it("GET runs no mutation", async () => {
    const response = await get(`mutation { say(topic: "never", text: "x") }`, "text/event-stream");
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("a query is one event and complete for who takes nothing but event streams, and JSON for all others", async () => {
    const ask = async (accept: string) => {
      const headers = { accept, "content-type": "application/json" };
      return fetch(router.url, { method: "POST", headers, body: JSON.stringify({ query: "{ hello }" }) });
    };
    const parts = readEvents((await ask("text/event-stream")).body ?? new ReadableStream());
    expect((await parts.next()).value).toEqual({ next: { data: { hello: "Hello you" } } });
    expect((await parts.next()).value).toBe("complete");
    for (const accept of [
      "application/graphql-response+json, application/json, text/event-stream, multipart/mixed",
      "multipart/mixed;subscriptionSpec=1.0, application/json",
    ])
      expect(await (await ask(accept)).json()).toMatchObject({ data: { hello: "Hello you" } });
  });
});

type Part = { readonly next: unknown } | { readonly fatal: unknown } | "complete";

/** graphql-sse's events; comments say nothing. */
async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<Part, void> {
  for await (const text of chunks(body, "\n\n")) {
    const lines = text.split("\n").filter((line) => !line.startsWith(":"));
    if (lines.length === 0) continue;
    const [name, data] = [lines[0]?.slice("event: ".length), lines[1]?.slice("data: ".length) ?? ""];
    yield name === "complete" ? "complete" : { next: JSON.parse(data) };
  }
}

/** Apollo's parts; heartbeats say nothing. */
async function* readParts(body: ReadableStream<Uint8Array>): AsyncGenerator<Part, void> {
  for await (const text of chunks(body, "\r\n---")) {
    const json = text.slice(text.indexOf("\r\n\r\n"));
    if (text.trim() === "" || text.trim() === "--") continue;
    const { payload, errors } = JSON.parse(json) as { payload?: unknown; errors?: unknown };
    if (payload !== undefined) yield payload === null ? { fatal: errors } : { next: payload };
  }
}

async function* noParts(): AsyncGenerator<Part, void> {}

async function* chunks(body: ReadableStream<Uint8Array>, end: string): AsyncGenerator<string, void> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    const parts = text.split(end);
    text = parts.pop() ?? "";
    yield* parts;
  }
}
