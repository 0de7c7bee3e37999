import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { until } from "../../tests/support/eventually.ts";
import { newAccount, newPerson } from "../../tests/support/subgraph.ts";
import { type LiveRouter, openRouter } from "./fixtures/open-router.ts";
import { openAcknowledged, type RawSocket } from "./fixtures/raw-socket.ts";

const ann = { ...newPerson(), session: newAccount().session };
const callers = new Map([
  ["ann", { caller: ann }],
  ["ann elsewhere", { caller: { ...ann, session: newAccount().session } }],
  ["ann in another tenant", { caller: { ...ann, tenantId: newPerson().tenantId } }],
  ["ann with another role", { caller: { ...ann, roleId: "viewer" } }],
  ["bob", { caller: newPerson({ tenantId: ann.tenantId }) }],
]);

const news = `subscription ($topic: String!, $after: String) {
  news(topic: $topic, after: $after) { cursor text toldTo author { name } }
}`;
const history = `subscription ($topic: String!, $after: String) { history(topic: $topic, after: $after) { text } }`;
const ticks = `subscription ($topic: String!) { ticks(topic: $topic) { text } }`;

describe("equal subscriptions", () => {
  let router: LiveRouter;
  let topics = 0;
  const open: RawSocket[] = [];

  beforeAll(async () => {
    router = await openRouter({ callers });
  });
  afterEach(() => {
    for (const socket of open.splice(0)) socket.socket.terminate();
  });
  afterAll(() => router.stop());

  const newTopic = () => `topic ${(topics += 1)}`;
  async function join(token: string, query: string, variables: Record<string, unknown>): Promise<RawSocket> {
    const socket = await openAcknowledged(router.webSocketUrl, token);
    open.push(socket);
    socket.subscribe("1", query, variables);
    // Answered after the subscription was taken.
    socket.subscribe("marker", "{ hello }");
    await socket.until((received) => received.some(({ id, type }) => id === "marker" && type === "complete"));
    return socket;
  }
  const isOpen = async (topic: string, count: number) => until(() => router.feed.openStreams(topic) === count);
  const textsOf = (socket: RawSocket) =>
    socket.of("1").flatMap(({ type, payload }) => (type === "next" ? [textIn(payload)] : [type]));
  const told = async (socket: RawSocket, count: number) => {
    await socket.until(() => socket.of("1").length >= count);
    return textsOf(socket);
  };

  it("of one session are one upstream, whose events are completed once", async () => {
    const topic = newTopic();
    const sockets = await Promise.all(["ann", "ann", "ann"].map(async (token) => join(token, news, { topic })));
    await isOpen(topic, 1);
    const before = router.feed.namesAsked();
    router.feed.publish(topic, "for all");
    for (const socket of sockets) {
      await told(socket, 1);
      expect(socket.of("1")[0]?.payload).toEqual({
        data: { news: { cursor: "1", text: "for all", toldTo: ann.userId, author: { name: "Name of author-1" } } },
      });
    }
    expect([router.feed.everOpened(topic), router.feed.namesAsked() - before]).toEqual([1, 1]);
  });

  it.each(["bob", "ann elsewhere", "ann in another tenant", "ann with another role"])(
    "of %s are never shared with ann",
    async (other) => {
      const topic = newTopic();
      const [one, two] = [await join("ann", news, { topic }), await join(other, news, { topic })];
      await isOpen(topic, 2);
      router.feed.publish(topic, "for both");
      await Promise.all([told(one, 1), told(two, 1)]);
      const { caller } = callers.get(other) ?? {};
      expect(JSON.stringify(two.of("1"))).toContain(caller?.userId);
    },
  );

  it.each([
    ["variables", news, (topic: string) => ({ topic, after: "0" })],
    ["documents", news.replace("cursor text", "text cursor"), (topic: string) => ({ topic })],
  ])("with other %s are not equal", async (_what, query, variables) => {
    const topic = newTopic();
    await join("ann", news, { topic });
    await join("ann", query, variables(topic));
    await isOpen(topic, 2);
  });

  it("that begin with whatever happens next are joined late", async () => {
    const topic = newTopic();
    const first = await join("ann", news, { topic });
    router.feed.publish(topic, "one");
    await told(first, 1);
    const second = await join("ann", news, { topic, after: null });
    const third = await join("ann", news, { topic });
    router.feed.publish(topic, "two");
    expect(await told(first, 2)).toEqual(["one", "two"]);
    expect(await told(third, 1)).toEqual(["two"]);
    expect(await told(second, 1)).toEqual(["two"]);
    // `after: null` is another text of the same question.
    expect(router.feed.everOpened(topic)).toBe(2);
  });

  it.each([
    ["replay what was", history, {}],
    ["go on from a cursor", news, { after: "0" }],
    ["are not declared to begin now", ticks, {}],
  ])("that %s are joined only until their first event", async (_what, query, more) => {
    const topic = newTopic();
    const first = await join("ann", query, { topic, ...more });
    const second = await join("ann", query, { topic, ...more });
    await isOpen(topic, 1);
    router.feed.publish(topic, "one");
    expect(await told(first, 1)).toEqual(["one"]);
    expect(await told(second, 1)).toEqual(["one"]);
    const late = await join("ann", query, { topic, ...more });
    await isOpen(topic, 2);
    router.feed.publish(topic, "two");
    expect(await told(late, query === ticks ? 1 : 2)).toEqual(query === ticks ? ["two"] : ["one", "two"]);
    expect(await told(second, 2)).toEqual(["one", "two"]);
  });

  it("end upstream with their last client, not before", async () => {
    const topic = newTopic();
    const [one, two] = [await join("ann", news, { topic }), await join("ann", news, { topic })];
    one.send({ id: "1", type: "complete" });
    await join("bob", news, { topic });
    await isOpen(topic, 2);
    router.feed.publish(topic, "still there");
    expect(await told(two, 1)).toEqual(["still there"]);
    two.socket.terminate();
    await isOpen(topic, 1);
  });

  it("that break off tell all their clients", async () => {
    const topic = newTopic();
    const sockets = await Promise.all(["ann", "ann"].map(async (token) => join(token, ticks, { topic })));
    await isOpen(topic, 1);
    router.feed.kill();
    router.feed.revive();
    for (const socket of sockets) {
      await told(socket, 1);
      expect(socket.of("1")).toMatchObject([
        { type: "error", payload: [{ extensions: { code: "UPSTREAM_UNAVAILABLE" } }] },
      ]);
    }
  });

  it("stay alive when another schema holds, if they fit it, and end with a reason otherwise", async () => {
    const topic = newTopic();
    const [kept, lost] = [await join("ann", news, { topic }), await join("ann", ticks, { topic })];
    await isOpen(topic, 2);
    router.replaceGraph((typeDefs) => typeDefs.replace("ticks(topic: String!): Tick!", ""));
    await told(lost, 1);
    expect(lost.of("1")).toMatchObject([
      {
        type: "error",
        payload: [
          {
            message: expect.stringContaining('Cannot query field "ticks"'),
            extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
          },
        ],
      },
    ]);
    await isOpen(topic, 1);
    const later = await join("ann", news, { topic });
    // It was planned on the new schema, so it is not shared with what was planned on the old one.
    await isOpen(topic, 2);
    router.feed.publish(topic, "after");
    expect(await told(kept, 1)).toEqual(["after"]);
    expect(await told(later, 1)).toEqual(["after"]);
  });
});

function textIn(payload: unknown): unknown {
  const { data } = payload as { data: Record<string, { text: string }> };
  return Object.values(data)[0]?.text;
}
