import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newPerson } from "../../tests/support/subgraph.ts";
import { type LiveRouter, maximumMessageBytes, openRouter } from "../live/fixtures/open-router.ts";
import { openAcknowledged, openRawSocket, type RawSocket } from "../live/fixtures/raw-socket.ts";

const init = { type: "connection_init" };
const hello = "{ hello }";
const ticks = (topic: string) => `subscription { ticks(topic: "${topic}") { text } }`;

describe("graphql-ws's protocol", () => {
  let router: LiveRouter;
  let url: string;
  const ann = newPerson();
  const callers = new Map([["ann", { caller: ann, expiresAt: new Date(Date.now() + 3_600_000) }]]);
  const open = new Set<RawSocket>();

  beforeAll(async () => {
    router = await openRouter({ callers, limits: { operationsPerSocket: 5 } });
    url = router.webSocketUrl;
  });
  afterAll(async () => {
    for (const socket of open) socket.close();
    await router.stop();
  });

  async function raw(subprotocol?: string) {
    const socket = await openRawSocket(url, subprotocol);
    open.add(socket);
    return socket;
  }
  async function acknowledged(token?: string) {
    const socket = await openAcknowledged(url, token);
    open.add(socket);
    return socket;
  }
  const isOver = (id: string) => (received: RawSocket["received"] | readonly { id?: string; type: string }[]) =>
    received.some((message) => message.id === id && (message.type === "complete" || message.type === "error"));

  it.each([
    ["what is no JSON", "{"],
    ["JSON that is no object", "[]"],
    ["a message without a type", "{}"],
    ["an unknown type", { type: "start" }],
    ["a subscribe without an id", { type: "subscribe", payload: { query: hello } }],
    ["a subscribe with an empty id", { id: "", type: "subscribe", payload: { query: hello } }],
    ["a subscribe without a query", { id: "1", type: "subscribe", payload: {} }],
    ["variables that are no object", { id: "1", type: "subscribe", payload: { query: hello, variables: "x" } }],
    ["a complete without an id", { type: "complete" }],
    ["a payload of connection_init that is no object", { type: "connection_init", payload: "x" }],
    ["bytes", Buffer.from(JSON.stringify({ type: "ping" }))],
    ["what only a server sends", { type: "connection_ack" }],
    ["a result", { id: "1", type: "next", payload: {} }],
  ])("closes with 4400 for %s", async (_what, message) => {
    const socket = await acknowledged();
    socket.send(message);
    expect((await socket.closed)[0]).toBe(4400);
  });

  it.each([
    ["before connection_init", []],
    ["while the caller is looked up", [init]],
  ])("closes with 4401 for a subscribe %s", async (_when, before) => {
    const socket = await raw();
    for (const message of before) socket.send(message);
    socket.subscribe("1", hello);
    expect((await socket.closed)[0]).toBe(4401);
  });

  it("closes with 4403 for credentials that do not hold, and for what can't be any", async () => {
    const [unknown, malformed] = [await raw(), await raw()];
    unknown.send({ ...init, payload: { Authorization: "Bearer nobody" } });
    malformed.send({ ...init, payload: { Authorization: 7 } });
    expect(await unknown.closed).toEqual([4403, "UNAUTHENTICATED"]);
    expect(await malformed.closed).toEqual([4403, "Forbidden"]);
  });

  it.each(["graphql-ws", ""])("closes with 4406 for the subprotocol %j", async (subprotocol) => {
    const socket = await raw(subprotocol).catch(() => undefined);
    // A client that offered others only refuses the handshake itself.
    if (socket !== undefined) expect((await socket.closed)[0]).toBe(4406);
    else expect(subprotocol).toBe("graphql-ws");
  });

  it("closes with 4408 when no connection_init comes, though pings do", async () => {
    const impatient = await openRouter({ callers, limits: { initialisationMs: 500 } });
    const socket = await openRawSocket(impatient.webSocketUrl);
    socket.send({ type: "ping" });
    await socket.until((received) => received.some(({ type }) => type === "pong"));
    expect((await socket.closed)[0]).toBe(4408);
    await impatient.stop();
  });

  it("closes with 4409 for an id that is in use", async () => {
    const socket = await acknowledged();
    socket.subscribe("same", ticks("4409"));
    socket.subscribe("same", hello);
    expect(await socket.closed).toEqual([4409, "Subscriber for same already exists"]);
  });

  it("closes with 4409 for a long id in use, whose name no reason could hold", async () => {
    const socket = await acknowledged();
    const id = "é".repeat(500);
    socket.subscribe(id, ticks("4409"));
    socket.subscribe(id, hello);
    expect((await socket.closed)[0]).toBe(4409);
  });

  it.each([
    ["at once", false],
    ["after the first was acknowledged", true],
  ])("closes with 4429 for a second connection_init, %s", async (_when, afterAcknowledgement) => {
    const socket = afterAcknowledgement ? await acknowledged() : await raw();
    if (!afterAcknowledgement) socket.send(init);
    socket.send(init);
    expect((await socket.closed)[0]).toBe(4429);
  });

  it("closes with 1009 for a message that is too large, before it is read", async () => {
    const socket = await acknowledged();
    socket.send({ type: "ping", payload: { text: "x".repeat(maximumMessageBytes) } });
    expect((await socket.closed)[0]).toBe(1009);
  });

  it("acknowledges, and tells until when the token holds", async () => {
    const known = await acknowledged("ann");
    expect(known.received[0]).toEqual({
      type: "connection_ack",
      payload: { expiresAt: callers.get("ann")?.expiresAt.toISOString() },
    });
    expect((await acknowledged()).received[0]).toEqual({ type: "connection_ack" });
  });

  it("answers each ping with a pong of the same payload, and takes a pong that nobody asked for", async () => {
    const socket = await acknowledged();
    socket.send({ type: "pong", payload: { any: 1 } });
    socket.send({ type: "ping", payload: { any: 2 } });
    socket.send({ type: "ping" });
    const pongs = (await socket.until((received) => received.length === 3)).slice(1);
    expect(pongs).toEqual([{ type: "pong", payload: { any: 2 } }, { type: "pong" }]);
  });

  it("answers queries and mutations with one result and complete", async () => {
    const socket = await acknowledged();
    socket.subscribe("q", "query ($to: String) { hello(to: $to) }", { to: "Ann" });
    socket.subscribe("m", `mutation { say(topic: "once", text: "hi") }`);
    await socket.until((received) => isOver("q")(received) && isOver("m")(received));
    expect(socket.of("q")).toEqual([
      { id: "q", type: "next", payload: { data: { hello: "Hello Ann" } } },
      { id: "q", type: "complete" },
    ]);
    expect(socket.of("m")[0]?.payload).toEqual({ data: { say: "1" } });
  });

  it("keeps many operations apart on one socket", async () => {
    const socket = await acknowledged();
    for (const topic of ["a", "b", "c"]) socket.subscribe(topic, ticks(topic));
    await opened("a", "b", "c");
    for (const topic of ["c", "a", "b", "a"]) router.feed.publish(topic, `of ${topic}`);
    await socket.until((received) => received.length === 5);
    const texts = (id: string) => socket.of(id).map(({ payload }) => payload);
    expect(texts("a")).toEqual([{ data: { ticks: { text: "of a" } } }, { data: { ticks: { text: "of a" } } }]);
    expect(texts("b")).toEqual([{ data: { ticks: { text: "of b" } } }]);
    expect(texts("c")).toEqual([{ data: { ticks: { text: "of c" } } }]);
  });

  it("takes an id again once it is completed, and tells nothing more of what it was", async () => {
    const socket = await acknowledged();
    socket.subscribe("1", ticks("before"));
    await opened("before");
    socket.send({ id: "1", type: "complete" });
    socket.subscribe("1", ticks("after"));
    await opened("after");
    expect(router.feed.openStreams("before")).toBe(0);
    router.feed.publish("before", "never told");
    router.feed.publish("after", "told");
    await socket.until((received) => received.length === 2);
    expect(socket.of("1").map(({ payload }) => payload)).toEqual([{ data: { ticks: { text: "told" } } }]);
  });

  it("ends what is completed before anything came of it, and answers it with nothing", async () => {
    const socket = await acknowledged();
    socket.subscribe("stream", ticks("early"));
    socket.send({ id: "stream", type: "complete" });
    socket.subscribe("query", "{ never }");
    socket.send({ id: "query", type: "complete" });
    socket.send({ id: "no such id", type: "complete" });
    socket.subscribe("last", hello);
    await socket.until(isOver("last"));
    expect([...socket.of("stream"), ...socket.of("query")]).toEqual([]);
    expect(router.feed.openStreams("early")).toBe(0);
  });

  it.each([
    ["a syntax error", "subscription {", {}, "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", "subscription { nope }", {}, "GRAPHQL_VALIDATION_FAILED"],
    [
      "two root fields",
      `subscription { ticks(topic: "a") { text } refused { text } }`,
      {},
      "GRAPHQL_VALIDATION_FAILED",
    ],
    [
      "a root field with @include",
      `subscription { refused @include(if: true) { text } }`,
      {},
      "GRAPHQL_VALIDATION_FAILED",
    ],
    ["a document that is too large", `{ ${"hello ".repeat(10_001)} }`, {}, "COST_LIMIT_EXCEEDED"],
    ["no operation", "fragment F on Query { hello }", {}, "GRAPHQL_VALIDATION_FAILED"],
    ["several operations and no name", "query A { hello } query B { hello }", {}, "BAD_USER_INPUT"],
    ["a name that no operation has", "query A { hello }", { operationName: "B" }, "BAD_USER_INPUT"],
  ])("answers %s with an error of its operation, and the socket stays", async (_what, query, more, code) => {
    const socket = await acknowledged();
    socket.send({ id: "bad", type: "subscribe", payload: { query, ...more } });
    socket.subscribe("good", hello);
    await socket.until((received) => isOver("bad")(received) && isOver("good")(received));
    const [error, ...others] = socket.of("bad");
    expect(error?.type).toBe("error");
    expect(error?.payload).toMatchObject([{ message: expect.any(String), extensions: { code } }]);
    expect(others).toEqual([]);
  });

  it.each([
    ["that the subgraph refuses", "subscription { refused { text } }", {}, "NOT_FOUND"],
    ["that the caller may not have", `subscription { scoped(topic: "a") { text } }`, {}, "UNAUTHENTICATED"],
    [
      "without a variable that it needs",
      "subscription ($t: String!) { ticks(topic: $t) { text } }",
      {},
      "BAD_USER_INPUT",
    ],
  ])("answers a subscription %s with a result that says so", async (_what, query, variables, code) => {
    const socket = await acknowledged();
    socket.subscribe("1", query, variables);
    await socket.until(isOver("1"));
    expect(JSON.stringify(socket.of("1")[0]?.payload)).toContain(`"code":"${code}"`);
  });

  it("answers one operation more than a socket takes with RATE_LIMITED, and takes one again when another ends", async () => {
    const socket = await acknowledged();
    for (const id of ["1", "2", "3", "4", "5", "6"]) socket.subscribe(id, ticks("many"));
    await socket.until(isOver("6"));
    expect(socket.of("6")).toMatchObject([{ type: "error", payload: [{ extensions: { code: "RATE_LIMITED" } }] }]);
    socket.send({ id: "1", type: "complete" });
    socket.subscribe("7", hello);
    await socket.until(isOver("7"));
    expect(socket.of("7")[0]?.type).toBe("next");
  });

  it("ends all operations of a socket that is closed or cut", async () => {
    const [closing, cut] = [await acknowledged(), await acknowledged("ann")];
    closing.subscribe("1", ticks("gone"));
    cut.subscribe("1", ticks("gone"));
    await streams("gone", 2);
    closing.close();
    cut.socket.terminate();
    await streams("gone", 0);
  });

  it("survives frames that break RFC 6455", async () => {
    const { port } = new URL(url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(
      "GET /graphql HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\n" +
        "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n",
    );
    // Unmasked, with a reserved opcode and reserved bits.
    socket.once("data", () => socket.write(Buffer.from([0xff, 0x05, 1, 2, 3, 4, 5])));
    await new Promise((resolve) => {
      socket.on("error", resolve);
      socket.on("close", resolve);
      socket.resume();
    });
    const other = await acknowledged();
    other.subscribe("1", hello);
    await other.until(isOver("1"));
  });

  async function streams(topic: string, count: number): Promise<void> {
    while (router.feed.openStreams(topic) !== count) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async function opened(...topics: string[]): Promise<void> {
    for (const topic of topics) await streams(topic, 1);
  }
});
