import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { buildSchema, execute, parse, validate } from "graphql";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { ExecutionResult as Result } from "../../../kernel/executor/executor.ts";
import { handFedStream } from "../../../kernel/executor/fixtures/hand-fed-stream.ts";
import type { CallerExecutor, CallerRequest } from "../../../kernel/executor/signing-executor.ts";
import { until } from "../../../tests/support/eventually.ts";
import { type LiveRouter, openRouter } from "../fixtures/open-router.ts";
import { openAcknowledged, type RawSocket } from "../fixtures/raw-socket.ts";
import { toResumable } from "./resumable-operation.ts";
import { resumeStreams } from "./resume-streams.ts";

const schema = buildSchema(`type Query { a: Int }
  type Subscription { news(topic: String, after: String): News other(topic: String): News }
  type News { cursor: ID! text(long: Boolean): String }`);
const fields = new Map([["news", "String"]]);

describe("a subscription that can be resumed", () => {
  it.each([
    ["without a cursor", "subscription { news { text } }", {}],
    ["with one", "subscription { news { text cursor } }", {}],
    ["with one under another name", "subscription { n: news { text now: cursor } }", {}],
    ["with another field under the cursor's name", "subscription { news { cursor: text airgraphCursor: text } }", {}],
    [
      "with a variable for after",
      "subscription ($a: String, $l: Boolean) { news(after: $a) { text(long: $l) } }",
      { a: "5" },
    ],
    [
      "with its variable's name taken",
      "subscription ($airgraphAfter: String) { news(topic: $airgraphAfter) { text } }",
      {},
    ],
    [
      "with a cursor that may be left out",
      "subscription ($no: Boolean = false) { news { text cursor @include(if: $no) } }",
      {},
    ],
  ])("%s, is valid, tells its cursor and hides what was not asked for", async (_what, query, variables) => {
    const operation = toResumable(query, undefined, fields);
    if (operation === undefined) throw new Error("it can't");
    for (const text of [operation.query, operation.resumed]) expect(validate(schema, parse(text))).toEqual([]);
    const answer = async (text: string) =>
      (await execute({
        schema,
        document: parse(text),
        rootValue: { news: { cursor: "7", text: "hi" } },
        variableValues: { ...variables, [operation.afterVariable]: "7" },
      })) as { data: Record<string, unknown> };
    for (const text of [operation.query, operation.resumed]) {
      const { cursor, event } = operation.read(await answer(text));
      expect(cursor).toBe("7");
      expect(event).toEqual(await answer(query));
    }
    expect(operation.begunAfter(variables)).toBe("a" in variables ? variables.a : undefined);
  });

  it.each([
    ["a field that takes no after", "subscription { other { text } }"],
    ["a query", "{ a }"],
    ["two fields", "subscription { news { text } other { text } }"],
  ])("is not %s", (_what, query) => {
    expect(toResumable(query, undefined, fields)).toBeUndefined();
  });
});

describe("a stream that breaks off", () => {
  const away = new AirgraphError("UPSTREAM_UNAVAILABLE", "The feed service is unavailable.");

  function open(
    resume: CallerExecutor,
    variables: Record<string, unknown> = {},
    { giveUpMs = 60_000, startCursor }: { giveUpMs?: number; startCursor?: string } = {},
  ) {
    const first = handFedStream<Result>();
    const asked: CallerRequest[] = [];
    const executor: CallerExecutor = async (request) => {
      asked.push(request);
      return asked.length === 1 ? { ...first.stream, startCursor } : resume(request);
    };
    const resumable = resumeStreams(executor, {
      fields,
      giveUpMs,
      clock: { now: () => Date.now() },
      random: () => 0,
      firstDelayMs: 1,
    });
    const begin = async () =>
      (await resumable({
        query: "subscription ($a: String) { news(after: $a) { text } }",
        variables,
        caller: { kind: "anonymous" },
        requestId: "test",
      })) as AsyncIterableIterator<Result>;
    return { first, asked, begin };
  }
  const event = (cursor: string) => ({ data: { news: { text: "hi", airgraphCursor: cursor } } });

  it("goes on behind the last event that was seen, through as many attempts as it takes", async () => {
    const second = handFedStream<Result>();
    let attempts = 0;
    const { first, asked, begin } = open(async () => {
      attempts += 1;
      if (attempts < 5) throw away;
      return second.stream;
    });
    const stream = await begin();
    first.push(event("41"));
    first.push(event("42"));
    first.fail(away);
    second.push(event("43"));
    const seen = [(await stream.next()).value, (await stream.next()).value, (await stream.next()).value];
    expect(seen).toEqual(Array.from({ length: 3 }, () => ({ data: { news: { text: "hi" } } })));
    expect(asked.at(-1)?.variables).toMatchObject({ airgraphAfter: "42" });
    await stream.return?.();
    expect(second.wasLeft()).toBe(true);
  });

  it("goes on from where the client began, when nothing was seen yet", async () => {
    const { first, asked, begin } = open(async () => new Promise(() => {}), { a: "7" });
    const stream = await begin();
    first.fail(away);
    void stream.next();
    await until(() => asked.length === 2);
    expect(asked.at(-1)?.variables).toMatchObject({ airgraphAfter: "7" });
  });

  it("goes on from where the subgraph says that it began, when neither the client named a cursor nor an event came", async () => {
    const { first, asked, begin } = open(async () => new Promise(() => {}), {}, { startCursor: "40" });
    const stream = await begin();
    first.fail(away);
    void stream.next();
    await until(() => asked.length === 2);
    expect(asked.at(-1)?.variables).toMatchObject({ airgraphAfter: "40" });
  });

  it.each([
    ["nothing to go on from is there", {}, away],
    ["it failed in itself", { a: "7" }, new AirgraphError("INTERNAL", "It failed.")],
  ])("ends when %s", async (_why, variables, cause) => {
    const { first, asked, begin } = open(async () => new Promise(() => {}), variables);
    const stream = await begin();
    first.fail(cause);
    await expect(stream.next()).rejects.toBe(cause);
    expect(asked).toHaveLength(1);
  });

  it("ends when the subgraph refuses to go on, with what it says", async () => {
    const refusal = { message: "There is no such thing.", extensions: { code: "NOT_FOUND" } };
    const { first, begin } = open(async () => ({ errors: [refusal] }), { a: "7" });
    const stream = await begin();
    first.fail(away);
    await expect(stream.next()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("ends when the subgraph is back and says thrice that something behind it is away", async () => {
    const refusal = { message: "The store is unavailable.", extensions: { code: "UPSTREAM_UNAVAILABLE" } };
    const { first, asked, begin } = open(async () => ({ errors: [refusal] }), { a: "7" });
    const stream = await begin();
    first.fail(away);
    await expect(stream.next()).rejects.toMatchObject({ message: "The store is unavailable." });
    expect(asked).toHaveLength(4);
  });

  it("ends when the subgraph is away for too long", async () => {
    const { first, begin } = open(
      async () => {
        throw away;
      },
      { a: "7" },
      { giveUpMs: 30 },
    );
    const stream = await begin();
    first.fail(away);
    await expect(stream.next()).rejects.toBe(away);
  });

  it("is tried no more once its client has left", async () => {
    const { first, asked, begin } = open(
      async () => {
        throw away;
      },
      { a: "7" },
    );
    const stream = await begin();
    first.fail(away);
    const next = stream.next();
    await until(() => asked.length > 2);
    await stream.return?.();
    expect((await next).done).toBe(true);
  });
});

describe("no event is lost, and none is told twice,", () => {
  let router: LiveRouter;
  beforeAll(async () => {
    router = await openRouter({});
  });
  afterAll(() => router.stop());

  const query = `subscription ($topic: String!, $after: String) { news(topic: $topic, after: $after) { text author { name } } }`;
  const withCursor = query.replace("text", "cursor text");
  const textOf = (payload: unknown) => (payload as { data: { news: { text: string } } }).data.news.text;

  it("when the subgraph dies again and again, for any of the clients that share its stream", async () => {
    const sockets = await Promise.all([1, 2, 3].map(async () => openAcknowledged(router.webSocketUrl)));
    const variables = { topic: "deaths", after: "0" };
    for (const socket of sockets) socket.subscribe("1", query, variables);
    await until(() => router.feed.openStreams("deaths") === 1);
    const count = 200;
    for (let index = 0; index < count; index += 1) {
      if (index % 40 === 20) router.feed.kill();
      router.feed.publish("deaths", String(index));
      if (index % 40 === 30) {
        // Not before it was missed.
        const before = router.feed.refused();
        await until(() => router.feed.refused() > before);
        router.feed.revive();
      }
      if (index % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const expected = Array.from({ length: count }, (_, index) => String(index));
    for (const socket of sockets) {
      await socket.until(() => socket.of("1").length === count);
      expect(socket.of("1").map(({ payload }) => textOf(payload))).toEqual(expected);
      expect(JSON.stringify(socket.of("1"))).not.toContain("ursor");
      socket.close();
    }
    await until(() => router.feed.openStreams("deaths") === 0);
  });

  it("when its socket is cut at any moment, and it comes back with its last cursor", async () => {
    const seen: string[] = [];
    let after = "0";
    const count = 300;
    let published = 0;
    const take = (socket: RawSocket) => {
      for (const { type, payload } of socket.of("1").slice(taken)) {
        if (type !== "next") throw new Error(JSON.stringify(payload));
        const { cursor, text } = (payload as { data: { news: { cursor: string; text: string } } }).data.news;
        after = cursor;
        seen.push(text);
        taken += 1;
      }
    };
    let taken = 0;
    for (let round = 1; seen.length < count; round += 1) {
      const socket = await openAcknowledged(router.webSocketUrl);
      taken = 0;
      socket.subscribe("1", withCursor, { topic: "cuts", after });
      // A different number of events, and of turns of the event loop, each time.
      const enough = seen.length + ((round * 7) % 23);
      while (published < Math.min(count, enough + (round % 11))) {
        router.feed.publish("cuts", String(published));
        published += 1;
        if (published % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await socket.until(() => {
        take(socket);
        return seen.length >= Math.min(enough, count);
      });
      socket.socket.terminate();
      take(socket);
    }
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => String(index)));
    await until(() => router.feed.openStreams("cuts") === 0);
  });
});
