import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import { apiKeyId, sessionId } from "../../kernel/identity/ids.ts";
import { newPerson } from "../../tests/support/subgraph.ts";
import { createStandings, freshMs, graceMs, type Patience, type StandingKey } from "./standings.ts";

const start = Date.UTC(2026, 4, 1, 12);
const away = async (): Promise<ExecutionResult> => {
  throw new AirgraphError("UPSTREAM_UNAVAILABLE", "The auth service is unavailable.");
};

/** Longer than a machine that is busy with others holds up a test. */
const patient: Patience = { withFormerMs: 100_000, withoutMs: 100_000 };

/** An auth subgraph that knows what `people` holds, by session. */
function open(patience?: Patience) {
  const time = { now: start };
  const people = new Map<unknown, object | null>();
  const asked: unknown[][] = [];
  const auth = {
    answer: async (of: readonly { session?: { id: string } }[]): Promise<ExecutionResult> => ({
      data: {
        standings: of.map((key) => {
          const caller = people.get(key.session?.id);
          return caller ? { caller, expiresAt: null } : null;
        }),
      },
    }),
  };
  const standings = createStandings({
    auth: async ({ variables }) => {
      const of = variables?.["of"] as { session?: { id: string } }[];
      asked.push(of);
      return auth.answer(of);
    },
    clock: { now: () => time.now },
    ...(patience && { patience }),
  });
  const newKey = (caller: object | null = newPerson()) => {
    const id = sessionId.parse(randomUUID());
    people.set(id, caller);
    return { session: { id } };
  };
  return { time, people, asked, auth, standings, newKey };
}

const hash = () => randomUUID().replaceAll("-", "").padEnd(43, "A");

describe("standings", () => {
  it("are asked for together, and once for those who ask for the same", async () => {
    const { standings, asked, newKey } = open();
    const keys = Array.from({ length: 40 }, () => newKey());
    await Promise.all([...keys, ...keys].map(async (key) => standings.find(key)));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toHaveLength(40);
  });

  it("are asked for in batches that the auth subgraph takes", async () => {
    const { standings, asked, newKey } = open();
    await Promise.all(Array.from({ length: 1_201 }, async () => standings.find(newKey())));
    expect(asked.map(({ length }) => length)).toEqual([500, 500, 201]);
  });

  it("answer each key with its own, whatever else is asked for", async () => {
    const { standings, people, newKey } = open();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), async (known) => {
        const keys = known.map((isKnown) => newKey(isKnown ? newPerson() : null));
        const found = await Promise.all(keys.map(async (key) => standings.find(key)));
        expect(found.map((standing) => standing?.caller)).toEqual(
          keys.map(({ session }) => people.get(session.id) ?? undefined),
        );
      }),
      { numRuns: 30 },
    );
  });

  it("tell apart a session in two tenants, and keys that hold one id", async () => {
    const { standings, asked } = open();
    const id = randomUUID();
    const tenants = [newPerson().tenantId, newPerson().tenantId];
    const keys: StandingKey[] = [
      { session: { id: sessionId.parse(id) } },
      ...tenants.map((tenantId) => ({ session: { id: sessionId.parse(id), tenantId } })),
      ...tenants.map((tenantId) => ({ apiKey: { id: apiKeyId.parse(id), tenantId } })),
      ...tenants.map((tenantId) => ({ member: { userId: newPerson().userId, tenantId } })),
    ];
    await Promise.all(keys.map(async (key) => standings.find(key)));
    expect(asked.flat()).toHaveLength(keys.length);
  });

  it("are at most three seconds old", async () => {
    const { standings, asked, time, people, newKey } = open();
    const key = newKey();
    await standings.find(key);
    people.set(key.session.id, null);
    time.now += freshMs - 1;
    expect(await standings.find(key)).toBeDefined();
    expect(asked).toHaveLength(1);
    time.now += 1;
    expect(await standings.find(key)).toBeUndefined();
  });

  it("of who has just proved once more who they are do not come from before", async () => {
    const { standings, newKey, people } = open();
    const { session } = newKey({ ...newPerson(), email: "old@example.com" });
    await standings.find({ session: { ...session, confirmedAt: 1 } });
    people.set(session.id, { ...newPerson(), email: "new@example.com" });
    expect(await standings.find({ session: { ...session, confirmedAt: 2 } })).toMatchObject({
      caller: { email: "new@example.com" },
    });
  });

  it("stay one object for as long as nothing changes", async () => {
    const { standings, newKey, time } = open();
    const key = newKey();
    const first = await standings.find(key);
    time.now += freshMs;
    expect(await standings.find(key)).toBe(first);
  });

  it("that end by themselves are over at that moment", async () => {
    const { standings, newKey, auth, time } = open();
    const key = newKey();
    const caller = newPerson();
    auth.answer = async () => ({ data: { standings: [{ caller, expiresAt: new Date(start + 1_000).toISOString() }] } });
    expect(await standings.find(key)).toBeDefined();
    time.now += 1_000;
    expect(await standings.find(key)).toBeUndefined();
  });

  it("of what nobody knows are remembered, too", async () => {
    const { standings, asked } = open();
    const apiKeyHash = hash();
    for (let times = 0; times < 10; times++) expect(await standings.find({ apiKeyHash })).toBeUndefined();
    expect(asked).toHaveLength(1);
  });
});

describe("made-up API keys", () => {
  it("are asked for one batch at a time, and beyond a queue are refused at once", async () => {
    const { standings, auth, asked } = open(patient);
    let underWay = 0;
    let most = 0;
    const { answer } = auth;
    auth.answer = async (of) => {
      most = Math.max(most, ++underWay);
      await delay(5);
      underWay -= 1;
      return answer(of);
    };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5_000 }, async () => standings.find({ apiKeyHash: hash() })),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refused).toHaveLength(3_000);
    expect(refused[0]).toMatchObject({ code: "RATE_LIMITED", extensions: { retryAfterMs: 1_000 } });
    expect(most).toBe(1);
    expect(asked).toHaveLength(4);
  });

  it("hold up nobody who is signed in, and push nobody out of the memory", async () => {
    const { standings, auth, newKey, asked } = open(patient);
    const key = newKey();
    await standings.find(key);
    const { answer } = auth;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    auth.answer = async (of) => {
      if (of.some(({ session }) => session === undefined)) await held;
      return answer(of);
    };
    const guesses = Promise.allSettled(
      Array.from({ length: 2_000 }, async () => standings.find({ apiKeyHash: hash() })),
    );
    expect(await standings.find(newKey())).toBeDefined();
    release();
    await guesses;
    const before = asked.length;
    await standings.find(key);
    expect(asked).toHaveLength(before);
  });
});

describe("while the auth subgraph is away, standings", () => {
  it.each([
    ["can't be reached", away],
    ["answers with an error", async () => ({ data: null, errors: [{ message: "Something failed on our side." }] })],
    [
      "answers with something else",
      async () => ({ data: { standings: [{ caller: { kind: "god" }, expiresAt: null }] } }),
    ],
    ["answers too little", async () => ({ data: { standings: [] } })],
  ])("hold for a minute because it %s, and no longer", async (_what, answer) => {
    const { standings, newKey, auth, time } = open();
    const key = newKey();
    const known = await standings.find(key);
    const works = auth.answer;
    auth.answer = answer;
    time.now += graceMs - 1;
    expect(await standings.find(key)).toBe(known);
    time.now += 1;
    await expect(standings.find(key)).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    await expect(standings.find(newKey())).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    auth.answer = works;
    expect(await standings.find(key)).toEqual(known);
  });

  it("that were refused stay refused", async () => {
    const { standings, newKey, auth, time } = open();
    const key = newKey(null);
    await standings.find(key);
    auth.answer = away;
    time.now += freshMs;
    expect(await standings.find(key)).toBeUndefined();
  });

  it("do not keep anybody waiting for an auth subgraph that hangs", async () => {
    const { standings, newKey, auth, time } = open({ withFormerMs: 1_000, withoutMs: 60_000 });
    const key = newKey();
    const known = await standings.find(key);
    auth.answer = async () => new Promise(() => {});
    time.now += freshMs;
    const startedAt = performance.now();
    expect(await standings.find(key)).toBe(known);
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });
});
