import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { until } from "../../tests/support/eventually.ts";
import { Cancellation } from "../cancellation.ts";
import { silentLogger } from "../logger.ts";
import { type EventStream, type ExecutionRequest, type ExecutionResult, type Executor, isStream } from "./executor.ts";
import { goodIdentity, openSmallSchema, type SmallSchema, secret } from "./fixtures/small-schema.ts";
import { createRemoteExecutor } from "./remote-executor.ts";
import { serveExecutor } from "./serve-executor.ts";

interface Open {
  readonly execute: Executor;
  close(): Promise<void>;
}

const open: Record<"local" | "remote", (executor: Executor) => Promise<Open>> = {
  local: async (execute) => ({ execute, close: async () => {} }),
  remote: async (executor) => {
    const served = await serveExecutor({
      executor,
      host: "127.0.0.1",
      port: 0,
      portVariable: "PORT",
      graceMs: 1_000,
      health: { notReady: async () => [] },
      logger: silentLogger,
    });
    const remote = createRemoteExecutor({ name: "small", url: served.url, timeoutMs: 30_000 });
    return {
      execute: remote.execute,
      async close() {
        await remote.close();
        await served.stop();
      },
    };
  },
};

const internal = {
  message: "Something failed on our side.",
  extensions: { code: "INTERNAL", errorId: expect.any(String) },
};

describe.each(["local", "remote"] as const)("a %s executor", (kind) => {
  let small: SmallSchema;
  let opened: Open;
  beforeAll(async () => {
    small = openSmallSchema();
    opened = await open[kind](small.executor);
  });
  afterAll(() => opened.close());

  async function execute(query: string, about: Partial<ExecutionRequest> = {}) {
    const result = await opened.execute({ query, identity: goodIdentity, requestId: "test", ...about });
    if (isStream(result)) return result;
    // Only what came as text can be known to be plain.
    const { isPlain: _isPlain, ...answer } = result;
    return answer;
  }

  async function follow(query: string, variables?: Record<string, unknown>) {
    const result = await execute(query, { variables });
    if (!isStream(result)) throw new Error(`no stream: ${JSON.stringify(result)}`);
    return result[Symbol.asyncIterator]() as AsyncIterableIterator<ExecutionResult>;
  }

  async function subscribe(of: string, selection = "number") {
    const events = await follow(`subscription ($of: String!) { ticks(of: $of) { ${selection} } }`, { of });
    const source = small.streams.get(of);
    if (source === undefined) throw new Error("nothing was subscribed to");
    return { events, source };
  }

  describe("asked once", () => {
    it("answers a query with variables", async () => {
      const query = "query Greet($name: String!) { greet(name: $name) }";
      expect(await execute(query, { variables: { name: "Zoë" } })).toEqual({ data: { greet: "Hello Zoë" } });
    });

    it("answers a query with variables that are JSON already", async () => {
      const query = "query Greet($name: String!) { greet(name: $name) }";
      expect(await execute(query, { variablesJson: '{"name":"Zoë"}' })).toEqual({ data: { greet: "Hello Zoë" } });
    });

    it("is told which version of the tenant's graph an operation was planned for, if it has any", async () => {
      const asked: (string | undefined)[] = [];
      const telling = await open[kind](async (request) => {
        asked.push(request.graph);
        return small.executor(request);
      });
      for (const graph of ["v1", undefined])
        for (const query of ["{ total }", 'subscription { ticks(of: "graph") { number } }']) {
          const result = await telling.execute({ query, graph, identity: goodIdentity, requestId: "test" });
          if (isStream(result)) await result[Symbol.asyncIterator]().return?.();
        }
      expect(asked).toEqual(["v1", "v1", undefined, undefined]);
      await telling.close();
    });

    it("answers the operation that is named", async () => {
      const query = 'query A { a: greet(name: "a") } query B { b: greet(name: "b") }';
      expect(await execute(query, { operationName: "B" })).toEqual({ data: { b: "Hello b" } });
    });

    it("carries out a mutation once, its fields one after the other", async () => {
      expect(await execute("mutation { a: add(amount: 1) b: add(amount: 2) }")).toEqual({ data: { a: 1, b: 3 } });
    });

    it("tells a coded error in its place and keeps the rest of the data", async () => {
      const result = await execute('{ refused greet(name: "a") }');
      expect(result).toEqual({
        data: { refused: null, greet: "Hello a" },
        errors: [
          {
            message: "There is no such thing.",
            path: ["refused"],
            extensions: { code: "NOT_FOUND", field: "id" },
          },
        ],
      });
      expect(JSON.stringify(result)).not.toContain(secret);
    });

    it("tells an unexpected error as INTERNAL", async () => {
      const result = await execute("{ broken }");
      expect(result).toMatchObject({ data: { broken: null }, errors: [{ ...internal, path: ["broken"] }] });
      expect(JSON.stringify(result)).not.toContain(secret);
    });

    it("has no data when a field that can't be null fails", async () => {
      expect(await execute("{ brokenForAll }")).toMatchObject({ data: null, errors: [internal] });
    });

    it.each([
      ["does not fit the schema", "{ nope }", {}, "GRAPHQL_VALIDATION_FAILED"],
      ["is not GraphQL", "{ nope", {}, "GRAPHQL_PARSE_FAILED"],
      ["lacks a variable", "query ($name: String!) { greet(name: $name) }", {}, "BAD_USER_INPUT"],
      ["has no operation of that name", "query A { context }", { operationName: "B" }, "BAD_USER_INPUT"],
      ["comes from nobody", "{ context }", { identity: "bad" }, "UNAUTHENTICATED"],
    ])("says what is wrong with a request that %s", async (_what, query, about, code) => {
      const result = await execute(query, about);
      expect(result).toMatchObject({ errors: [{ message: expect.any(String), extensions: { code } }] });
      expect(result).not.toHaveProperty("data.context");
    });

    it("begins nothing for somebody who has gone already", async () => {
      const cancellation = new Cancellation();
      cancellation.cancel();
      const gone = opened.execute({
        query: "mutation { add(amount: 1000) }",
        identity: goodIdentity,
        requestId: "test",
        cancellation,
      });
      // The other process is not even asked.
      if (kind === "remote") await expect(gone).rejects.toMatchObject({ extensions: { code: "UPSTREAM_UNAVAILABLE" } });
      else expect(await gone).toMatchObject({ errors: [{ extensions: { code: "TIMEOUT" } }] });
      const { data } = (await execute("mutation { add(amount: 0) }")) as ExecutionResult;
      expect(data?.["add"]).toBeLessThan(1_000);
    });

    it("makes a context for every request", async () => {
      const [one, other] = await Promise.all([execute("{ context }"), execute("{ context }")]);
      expect(one).not.toEqual(other);
    });
  });

  describe("asked for a stream", () => {
    it("gives each event as it comes, and ends with its source", async () => {
      const { events, source } = await subscribe("ends");
      source.push({ ticks: { number: 1 } });
      expect(await events.next()).toEqual({ done: false, value: { data: { ticks: { number: 1 } } } });
      source.push({ ticks: { number: 2 } });
      source.push({ ticks: { number: 3 } });
      source.end();
      const rest: ExecutionResult[] = [];
      for await (const event of events) rest.push(event);
      expect(rest).toEqual([{ data: { ticks: { number: 2 } } }, { data: { ticks: { number: 3 } } }]);
    });

    it("ends without an event when there is none", async () => {
      const { events, source } = await subscribe("empty");
      source.end();
      expect(await events.next()).toMatchObject({ done: true });
    });

    it("has begun once the stream is there, before any event", async () => {
      await subscribe("begun");
      expect(small.streams.has("begun")).toBe(true);
    });

    it("tells behind which cursor it begins, where the source says so", async () => {
      const startOf = async (of: string) => {
        const { events } = await subscribe(of);
        await events.return?.();
        return (events as EventStream).startCursor;
      };
      expect([await startOf("behind a cursor"), await startOf("anywhere")]).toEqual(["7", undefined]);
    });

    it("makes a context for every event", async () => {
      const { events, source } = await subscribe("contexts", "context again: context");
      const seen = new Set<unknown>();
      for (let number = 1; number <= 3; number++) {
        source.push({ ticks: { number } });
        const { value } = (await events.next()) as { value: { data: { ticks: { context: number; again: number } } } };
        expect(value.data.ticks.again).toBe(value.data.ticks.context);
        seen.add(value.data.ticks.context);
      }
      expect(seen.size).toBe(3);
      await events.return?.();
    });

    it("tells an event's errors with the event, and goes on", async () => {
      const { events, source } = await subscribe("errors", "number name");
      for (const number of [1, 2]) {
        source.push({ ticks: { number } });
        expect((await events.next()).value).toMatchObject({
          data: { ticks: { number, name: null } },
          errors: [{ path: ["ticks", "name"], extensions: { code: "NOT_FOUND" } }],
        });
      }
      await events.return?.();
    });

    it("can be left while it waits for an event, which lets go of the source", async () => {
      const { events, source } = await subscribe("left");
      const waiting = events.next();
      await events.return?.();
      await until(() => source.wasLeft());
      expect(await waiting).toMatchObject({ done: true });
    });

    it("can be left before it was asked for an event", async () => {
      const { events, source } = await subscribe("left early");
      await events.return?.();
      await until(() => source.wasLeft());
    });

    it("lets go of the source when a loop over it is left", async () => {
      const { events, source } = await subscribe("loop");
      source.push({ ticks: { number: 1 } });
      source.push({ ticks: { number: 2 } });
      for await (const event of events) {
        expect(event).toEqual({ data: { ticks: { number: 1 } } });
        break;
      }
      await until(() => source.wasLeft());
    });

    it.each([
      ["is refused", "subscription { refusedTicks { number } }", {}, "NOT_FOUND"],
      ["breaks", "subscription { brokenTicks { number } }", {}, "INTERNAL"],
      ["does not fit the schema", "subscription { nope }", {}, "GRAPHQL_VALIDATION_FAILED"],
      ["comes from nobody", 'subscription { ticks(of: "x") { number } }', { identity: "bad" }, "UNAUTHENTICATED"],
    ])("answers with one result when the start %s", async (_what, query, about, code) => {
      const result = await execute(query, about);
      expect(isStream(result)).toBe(false);
      expect(result).toMatchObject({ errors: [{ extensions: { code } }] });
      expect(JSON.stringify(result)).not.toContain(secret);
    });

    it("breaks off with a masked error when its source fails, and leaves other streams alone", async () => {
      const one = await subscribe("fails");
      const other = await subscribe("goes on");
      one.source.fail(new Error(secret));
      const failure = await one.events.next().catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: "AirgraphError", ...internal });
      other.source.push({ ticks: { number: 1 } });
      expect((await other.events.next()).value).toEqual({ data: { ticks: { number: 1 } } });
      await other.events.return?.();
    });

    it("keeps many streams apart", async () => {
      const names = Array.from({ length: 30 }, (_, index) => `many ${index}`);
      const streams = await Promise.all(names.map((name) => subscribe(name)));
      for (const [number, { source }] of streams.entries()) source.push({ ticks: { number } });
      const firsts = await Promise.all(streams.map(({ events }) => events.next()));
      expect(firsts.map(({ value }) => value)).toEqual(names.map((_, number) => ({ data: { ticks: { number } } })));
      await Promise.all(streams.map(async ({ events }) => events.return?.()));
    });
  });
});
