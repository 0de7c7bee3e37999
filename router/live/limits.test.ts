import { once } from "node:events";
import { afterEach, describe, expect, it } from "@jest/globals";
import { WebSocket } from "ws";
import { until } from "../../tests/support/eventually.ts";
import { newAccount, newPerson } from "../../tests/support/subgraph.ts";
import { type LiveRouter, openRouter } from "./fixtures/open-router.ts";
import { openAcknowledged, openRawSocket } from "./fixtures/raw-socket.ts";
import type { LiveLimits } from "./live-limits.ts";

const ann = { ...newPerson(), session: newAccount().session };
const cat = newPerson({ tenantId: ann.tenantId });
const callers = new Map([
  ["ann", { caller: ann, expiresAt: new Date(Date.now() + 600_000) }],
  ["ann later", { caller: ann, expiresAt: new Date(Date.now() + 3_600_000) }],
  ["bob", { caller: newPerson() }],
  ["cat", { caller: cat }],
]);
const ticks = `subscription { ticks(topic: "t") { text } }`;

describe("what is live is bounded:", () => {
  let router: LiveRouter;
  afterEach(() => router.stop());

  async function start(limits: Partial<LiveLimits>) {
    router = await openRouter({ callers, limits });
    return router.webSocketUrl;
  }
  const open = async (token?: string) => openAcknowledged(router.webSocketUrl, token);
  const say = async (topic: string) => {
    const query = `mutation { say(topic: "${topic}", text: "x") }`;
    const headers = { "content-type": "application/json" };
    const answer = await fetch(router.url, { method: "POST", headers, body: JSON.stringify({ query }) });
    return (await answer.json()) as { data: { say: string } };
  };
  const statusOf = async () => {
    const socket = new WebSocket(router.webSocketUrl, "graphql-transport-ws");
    socket.on("error", () => {});
    const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode: number }];
    return response.statusCode;
  };

  it("connections of the process, before the handshake, and a place is free again when one closes", async () => {
    await start({ maximumConnections: 2 });
    const [first] = [await open(), await open()];
    expect(await statusOf()).toBe(503);
    first.close();
    await first.closed;
    await until(async () =>
      open().then(
        () => true,
        () => false,
      ),
    );
  });

  it("connections from one address, before the handshake", async () => {
    await start({ connectionsPerAddress: 1 });
    await open();
    expect(await statusOf()).toBe(429);
  });

  it.each([
    ["person", { connectionsPerPerson: 1 }, "ann"],
    ["tenant", { connectionsPerTenant: 1 }, "cat"],
  ])("connections of one %s, with 4422", async (whose, limits, other) => {
    await start(limits);
    await open("ann");
    const refused = await openRawSocket(router.webSocketUrl);
    refused.send({ type: "connection_init", payload: { Authorization: `Bearer ${other}` } });
    expect(await refused.closed).toEqual([4422, `Too many connections of this ${whose}`]);
    await open("bob");
  });

  it.each([
    ["person", { operationsPerPerson: 2 }, "ann"],
    ["tenant", { operationsPerTenant: 2 }, "cat"],
  ])("operations of one %s over all sockets", async (_whose, limits, other) => {
    await start(limits);
    const [one, two, bob] = [await open("ann"), await open(other), await open("bob")];
    one.subscribe("1", ticks);
    one.subscribe("2", ticks);
    await until(() => router.feed.openStreams("t") === 1);
    two.subscribe("3", ticks);
    await two.until(() => two.of("3").length > 0);
    expect(two.of("3")).toMatchObject([{ type: "error", payload: [{ extensions: { code: "RATE_LIMITED" } }] }]);
    bob.subscribe("1", ticks);
    await until(() => router.feed.openStreams("t") === 2);
    one.send({ id: "1", type: "complete" });
    one.send({ type: "ping" });
    await one.until((received) => received.some(({ type }) => type === "pong"));
    two.subscribe("4", "{ hello }");
    await two.until(() => two.of("4").length === 2);
    expect(two.of("4")[0]?.type).toBe("next");
  });

  it("messages a second, with 4421", async () => {
    await start({ messagesPerSecond: 5 });
    const socket = await open();
    for (let sent = 0; sent < 200; sent += 1) socket.send({ type: "ping" });
    expect(await socket.closed).toEqual([4421, "Too many messages"]);
  });

  it.each([
    ["messages", { queueMessages: 20 }],
    ["bytes", { queueBytes: 100_000 }],
  ])("%s that wait for a client that takes nothing, with 4420, while others go on", async (_what, bounds) => {
    await start({ ...bounds, slowClientMs: 200 });
    const [slow, quick] = [await open("ann"), await open("bob")];
    for (const socket of [slow, quick]) socket.subscribe("1", ticks);
    await until(() => router.feed.openStreams("t") === 2);
    slow.socket.pause();
    const text = "x".repeat(50_000);
    // More than what the system itself takes for a client that does not read.
    let published = 0;
    while (router.feed.openStreams("t") === 2) {
      router.feed.publish("t", text);
      published += 1;
      await quick.until(() => quick.of("1").length === published);
    }
    expect(published).toBeGreaterThan(10);
    slow.socket.resume();
    expect((await slow.closed)[0]).toBe(4420);
    router.feed.publish("t", "after");
    await quick.until(() => quick.of("1").length === published + 1);
  });

  it("what waits for a client that is slow for a moment is all told, in order", async () => {
    await start({ queueMessages: 20, queueBytes: 100_000 });
    const socket = await open("ann");
    socket.subscribe("1", ticks);
    await until(() => router.feed.openStreams("t") === 1);
    socket.socket.pause();
    const count = 300;
    for (let index = 0; index < count; index += 1) router.feed.publish("t", `${index} ${"x".repeat(50_000)}`);
    socket.socket.resume();
    await socket.until(() => socket.of("1").length === count);
    const numbers = socket.of("1").map(({ payload }) => parseInt((payload as Tick).data.ticks.text, 10));
    expect(numbers).toEqual(Array.from({ length: count }, (_, index) => index));
  });

  it("a client that takes no answers is not asked for more questions until it does", async () => {
    await start({ queueBytes: 500_000, messagesPerSecond: 100_000 });
    const socket = await open("ann");
    let sent = 0;
    const done = async () => Number((await say("done")).data.say) - asked;
    let asked = 0;
    socket.socket.pause();
    // Loopback takes some megabytes by itself.
    for (let index = 0; index < 100; index += 1) socket.subscribe(`large ${index}`, "{ large(bytes: 100000) }");
    await until(async () => {
      socket.subscribe(`small ${(sent += 1)}`, `mutation { say(topic: "done", text: "x") }`);
      asked += 1;
      return sent - (await done()) > 10;
    });
    socket.socket.resume();
    await socket.until(() => socket.of(`small ${sent}`).length === 2);
  });

  it("a ping with credentials of the same session renews a socket; any other tells why not, and it goes on", async () => {
    await start({});
    const socket = await open("ann");
    const pings = ["ann later", "bob", "nobody"].map((token) => ({ authorization: `Bearer ${token}` }));
    for (const [index, payload] of pings.entries()) {
      socket.send({ type: "ping", payload });
      await socket.until((received) => received.filter(({ type }) => type === "pong").length === index + 1);
    }
    expect(socket.received.slice(1)).toMatchObject([
      { payload: { renewed: true, expiresAt: callers.get("ann later")?.expiresAt?.toISOString() } },
      { payload: { renewed: false, error: { extensions: { code: "FORBIDDEN" } } } },
      { payload: { renewed: false, error: { extensions: { code: "UNAUTHENTICATED" } } } },
    ]);
    socket.subscribe("1", "{ hello }");
    await socket.until(() => socket.of("1").length === 2);
  });

  it("half-open sockets, by pings that they don't answer", async () => {
    await start({ heartbeatMs: 1_500 });
    const [dead, alive] = [await open("ann"), await open("bob")];
    dead.subscribe("1", ticks);
    alive.subscribe("1", ticks);
    await until(() => router.feed.openStreams("t") === 2);
    dead.socket.pause();
    await until(() => router.feed.openStreams("t") === 1);
    alive.subscribe("2", "{ hello }");
    await alive.until(() => alive.of("2").length === 2);
  });
});

interface Tick {
  readonly data: { readonly ticks: { readonly text: string } };
}
