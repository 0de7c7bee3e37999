import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { Cancellation } from "../../kernel/cancellation.ts";
import { steadyClock } from "../../kernel/clock.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import { createRemoteExecutor } from "../../kernel/executor/remote-executor.ts";
import { type CallerExecutor, type CallerRequest, signFor } from "../../kernel/executor/signing-executor.ts";
import { until } from "../../tests/support/eventually.ts";
import { type GuardOptions, guardSubgraph } from "./guard-subgraph.ts";

const query: CallerRequest = { query: "{ a }", caller: { kind: "anonymous" }, requestId: "test" };
const mutation = { ...query, query: "mutation { a }" };
const subscription = { ...query, query: "subscription { a }" };
const answer: ExecutionResult = { data: { a: 1 } };
const unavailable = () => new AirgraphError("UPSTREAM_UNAVAILABLE", "The small service is unavailable.");

const calm: GuardOptions = {
  name: "small",
  clock: steadyClock,
  random: () => 0,
  timeoutMs: 10_000,
  retries: 2,
  retryShare: 0.1,
  breakerShare: 0.5,
  breakerPauseMs: 1_000,
  hedgeAfterMs: undefined,
  hedgeShare: 0.05,
};

/** A subgraph that does as it is told, one call after the other; afterwards it answers. */
function subgraph(...plan: ((request: CallerRequest) => Promise<ExecutionResult>)[]) {
  const asked: CallerRequest[] = [];
  const executor: CallerExecutor = async (request) => {
    asked.push(request);
    const act = plan[asked.length - 1];
    return act === undefined ? answer : act(request);
  };
  return { asked, executor };
}

const fail = async () => {
  throw unavailable();
};
/** Until nobody waits. */
const hang = async ({ cancellation }: CallerRequest) => {
  if (cancellation !== undefined) await once(cancellation.signal, "abort");
  throw unavailable();
};

async function codeOf(result: Promise<unknown>): Promise<Record<string, unknown>> {
  const failure = await result.catch((error: unknown) => error);
  if (failure instanceof AirgraphError) return failure.extensions;
  throw new Error(`no failure: ${JSON.stringify(failure)}`);
}

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

describe("a query to a guarded subgraph", () => {
  it("is asked once when it is answered, also with errors", async () => {
    const errors = [{ message: "No.", extensions: { code: "INTERNAL" } }];
    const { asked, executor } = subgraph(async () => ({ data: null, errors }));
    expect(await guardSubgraph(executor, calm)(query)).toEqual({ data: null, errors });
    expect(asked).toHaveLength(1);
  });

  it("is asked again while the subgraph is unavailable, so often and no more", async () => {
    const { asked, executor } = subgraph(fail, fail);
    expect(await guardSubgraph(executor, calm)(query)).toEqual(answer);
    expect(asked).toHaveLength(3);
    const other = subgraph(fail, fail, fail);
    expect(await codeOf(guardSubgraph(other.executor, calm)(query))).toEqual({ code: "UPSTREAM_UNAVAILABLE" });
    expect(other.asked).toHaveLength(3);
  });

  it.each([
    ["a mutation", mutation],
    ["a subscription", subscription],
    ["a document that does not parse", { ...query, query: "{" }],
  ])("is asked again, but %s never is", async (_what, request) => {
    const { asked, executor } = subgraph(fail);
    await codeOf(guardSubgraph(executor, calm)(request));
    expect(asked).toHaveLength(1);
  });

  it("is asked again only for as long as its time lasts", async () => {
    let now = 0;
    const { asked, executor } = subgraph(async () => {
      now += 100;
      throw unavailable();
    });
    const guarded = guardSubgraph(executor, { ...calm, clock: { now: () => now }, timeoutMs: 100 });
    await codeOf(guarded(query));
    expect(asked).toHaveLength(1);
  });

  it("waits before it is asked again for a random while that grows", async () => {
    const { asked, executor } = subgraph(fail, fail);
    const startedAt = steadyClock.now();
    await guardSubgraph(executor, { ...calm, random: () => 0.999 })(query);
    expect(asked).toHaveLength(3);
    // 50 and 100 ms at most; a timer may be a little early.
    expect(steadyClock.now() - startedAt).toBeGreaterThan(140);
  });

  it("is not asked again when too many are", async () => {
    const always = Array.from({ length: 1_000 }, () => fail);
    const { asked, executor } = subgraph(...always);
    const guarded = guardSubgraph(executor, { ...calm, breakerShare: undefined });
    for (let index = 0; index < 100; index += 1) await codeOf(guarded(query));
    expect(asked.length).toBeLessThanOrEqual(100 + 10 + 10);
  });

  it("tells the subgraph the end of its time: the request's own, or that of the subgraph, whichever comes first", async () => {
    const { asked, executor } = subgraph();
    const guarded = guardSubgraph(executor, { ...calm, clock: { now: () => 1_000 }, timeoutMs: 500 });
    await guarded(query);
    await guarded({ ...query, endsAt: 1_200 });
    await guarded({ ...query, endsAt: 9_000 });
    expect(asked.map(({ endsAt }) => endsAt)).toEqual([1_500, 1_200, 1_500]);
  });

  it("is not asked again when whoever asked has gone, not even in the pause", async () => {
    const left = new Cancellation();
    const { asked, executor } = subgraph(hang);
    const gone = codeOf(guardSubgraph(executor, calm)({ ...query, cancellation: left }));
    left.cancel();
    await gone;
    expect(asked).toHaveLength(1);

    const later = new Cancellation();
    const other = subgraph(async () => {
      setTimeout(() => later.cancel(), 1);
      throw unavailable();
    });
    const guarded = guardSubgraph(other.executor, { ...calm, random: () => 0.999 });
    await codeOf(guarded({ ...query, cancellation: later }));
    expect(other.asked).toHaveLength(1);
  });
});

describe("a guarded subgraph that fails", () => {
  const failing = () => {
    let now = 0;
    let isDown = true;
    const asked: CallerRequest[] = [];
    const executor: CallerExecutor = async (request) => {
      asked.push(request);
      if (isDown) throw unavailable();
      return answer;
    };
    const guarded = guardSubgraph(executor, { ...calm, clock: { now: () => now }, retries: 0 });
    return {
      asked,
      guarded,
      mend: () => {
        isDown = false;
      },
      pass: (ms: number) => {
        now += ms;
      },
    };
  };

  it("is spared: requests fail at once and say when to come again", async () => {
    const { asked, guarded } = failing();
    for (let index = 0; index < 20; index += 1) await codeOf(guarded(query));
    for (const request of [query, mutation, subscription])
      expect(await codeOf(guarded(request))).toEqual({ code: "UPSTREAM_UNAVAILABLE", retryAfterMs: 1_000 });
    expect(asked).toHaveLength(20);
  });

  it("is asked again after a while, and stays when it is back", async () => {
    const { guarded, mend, pass } = failing();
    for (let index = 0; index < 20; index += 1) await codeOf(guarded(query));
    mend();
    pass(1_000);
    expect(await Promise.all([guarded(query), codeOf(guarded(query))])).toMatchObject([
      answer,
      { retryAfterMs: 1_000 },
    ]);
    expect(await guarded(query)).toEqual(answer);
  });

  it("is not blamed for those who go, who wait for a moment only, or for what it answers", async () => {
    const late = async () => {
      throw new AirgraphError("TIMEOUT", "The small service did not answer in time.");
    };
    const { asked, executor } = subgraph(...Array.from({ length: 50 }, () => late));
    const guarded = guardSubgraph(executor, { ...calm, retries: 0 });
    for (let index = 0; index < 50; index += 1) await codeOf(guarded({ ...query, endsAt: steadyClock.now() + 10 }));
    for (let index = 0; index < 50; index += 1) await guarded(query);
    const gone = new Cancellation();
    gone.cancel();
    const leaving = subgraph(...Array.from({ length: 50 }, () => fail));
    const other = guardSubgraph(leaving.executor, { ...calm, retries: 0 });
    for (let index = 0; index < 50; index += 1) await codeOf(other({ ...query, cancellation: gone }));
    expect(await other(query)).toEqual(answer);
    expect(asked).toHaveLength(100);
  });

  it("is not asked again by retries while it is spared", async () => {
    const { asked, executor } = subgraph(...Array.from({ length: 100 }, () => fail));
    const guarded = guardSubgraph(executor, { ...calm, retryShare: 1 });
    for (let index = 0; index < 50; index += 1) await codeOf(guarded(query));
    expect(asked).toHaveLength(20);
  });
});

describe("a hedged query", () => {
  const hedging = { ...calm, hedgeAfterMs: 20, hedgeShare: 1 };

  it("is asked a second time when it takes long, and the slower one is given up", async () => {
    const { asked, executor } = subgraph(hang);
    expect(await guardSubgraph(executor, hedging)(query)).toEqual(answer);
    expect(asked).toHaveLength(2);
    expect(asked.map(({ cancellation }) => cancellation?.isCancelled)).toEqual([true, false]);
  });

  it("is asked once when it is answered soon", async () => {
    const { asked, executor } = subgraph();
    const guarded = guardSubgraph(executor, hedging);
    for (let index = 0; index < 10; index += 1) await guarded(query);
    expect(asked).toHaveLength(10);
  });

  it("takes the second when the first fails late", async () => {
    let asked = 0;
    const executor: CallerExecutor = async () => {
      asked += 1;
      if (asked === 2) return until(() => asked > 5).then(() => answer);
      await until(() => asked === 2);
      asked = 10;
      throw unavailable();
    };
    expect(await guardSubgraph(executor, { ...hedging, retries: 0 })(query)).toEqual(answer);
  });

  it("is given up in all places with whoever asked", async () => {
    const { asked, executor } = subgraph(hang, hang);
    const left = new Cancellation();
    const gone = codeOf(guardSubgraph(executor, hedging)({ ...query, cancellation: left }));
    await until(() => asked.length === 2);
    left.cancel();
    await gone;
    expect(asked.every(({ cancellation }) => cancellation?.isCancelled === true)).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it("is asked a second time in its share of cases only, and a mutation never", async () => {
    const slow = async () => new Promise<ExecutionResult>((resolve) => setTimeout(() => resolve(answer), 60));
    const { asked, executor } = subgraph(...Array.from({ length: 100 }, () => slow));
    const guarded = guardSubgraph(executor, { ...hedging, hedgeShare: 0.05 });
    await Promise.all(Array.from({ length: 40 }, () => guarded(query)));
    expect(asked.length).toBeLessThanOrEqual(40 + 10 + 2);
    const mutations = subgraph(slow, slow);
    await guardSubgraph(mutations.executor, hedging)(mutation);
    expect(mutations.asked).toHaveLength(1);
  });
});

describe("a guarded subgraph in another process", () => {
  it("gets a new identity with every retry, since each is good for one request", async () => {
    const identities: unknown[] = [];
    const server = createServer((request, response) => {
      identities.push(request.headers["x-airgraph-identity"]);
      if (identities.length < 3) response.writeHead(503, { "content-type": "text/html" }).end("<h1>Busy</h1>");
      else response.end(JSON.stringify(answer));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const remote = createRemoteExecutor({ name: "small", url, timeoutMs: 30_000 });
    opened.push(
      async () => server.close(),
      () => remote.close(),
    );
    let signed = 0;
    const executor = signFor("small", async () => `identity ${(signed += 1)}`, remote.execute);
    expect(await guardSubgraph(executor, { ...calm, timeoutMs: 30_000 })(query)).toEqual({ ...answer, isPlain: true });
    expect(identities).toEqual(["identity 1", "identity 2", "identity 3"]);
  });

  it("that has too much to do already is not asked again, and not blamed", async () => {
    const server = createServer(() => {}).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const about = { name: "small", url, timeoutMs: 30_000, maximumConnections: 1, maximumWaiting: 0 };
    const remote = createRemoteExecutor(about);
    const left = new Cancellation();
    opened.push(
      async () => server.close(),
      () => remote.close(),
      async () => left.cancel(),
    );
    const changes: string[] = [];
    const guarded = guardSubgraph(
      signFor("small", async () => "identity", remote.execute),
      { ...calm, onBreakerChange: (phase) => changes.push(phase) },
    );
    const first = codeOf(guarded({ ...query, cancellation: left }));
    for (let index = 0; index < 30; index += 1)
      expect(await codeOf(guarded(query))).toEqual({ code: "UPSTREAM_UNAVAILABLE" });
    expect(changes).toEqual([]);
    left.cancel();
    await first;
  });
});
