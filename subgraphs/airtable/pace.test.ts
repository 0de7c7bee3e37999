import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type OpenDatabase, openDatabase } from "../../kernel/database/database.ts";
import { migrate } from "../../kernel/database/migrate.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { createTestDatabase, type TestDatabase } from "../../tests/support/database.ts";
import { baseId } from "./ids.ts";
import { createPace, type Pace, paceOfBase, paceOfOwner } from "./pace.ts";
import { blockSlots, type PaceKey, reserveSlot } from "./store/slots.ts";

let database: TestDatabase;
let first: OpenDatabase;
let second: OpenDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrate({
    url: database.url,
    schema: "airtable",
    folder: fileURLToPath(new URL("store/migrations", import.meta.url)),
  });
  first = openDatabase({ url: database.url, applicationName: "first", maxConnections: 5 });
  second = openDatabase({ url: database.url, applicationName: "second", maxConnections: 5 });
});
afterAll(async () => {
  await first.close();
  await second.close();
  await database.drop();
});

const never = new AbortController().signal;
setMaxListeners(0, never);
const newBase = () => paceOfBase(baseId.parse(`app${randomUUID().replaceAll("-", "").slice(0, 14)}`));
const newOwner = () => paceOfOwner(`usr${randomUUID()}`);
const pace = ({ db }: OpenDatabase, maxWaitMs = 30_000): Pace => createPace({ db, maxWaitMs, random: () => 0 });

/** When calls got their turn; `count` of them at once from each of two instances. */
async function rush(keys: readonly PaceKey[], count: number): Promise<number[]> {
  const turns: number[] = [];
  const instances = [pace(first), pace(second)];
  const call = async (instance: Pace) => {
    await instance.waitForTurn(keys, never);
    turns.push(performance.now());
  };
  await Promise.all(instances.flatMap((instance) => Array.from({ length: count }, async () => call(instance))));
  return turns.sort((a, b) => a - b);
}

/** The most turns in any stretch of 1000 ms. */
function mostInOneSecond(turns: readonly number[]): number {
  return Math.max(...turns.map((start) => turns.filter((turn) => turn >= start && turn < start + 1_000).length));
}

async function failure(turn: Promise<void>): Promise<AirgraphError> {
  try {
    await turn;
  } catch (error) {
    if (error instanceof AirgraphError) return error;
    throw error;
  }
  throw new Error("got a turn");
}

describe("waitForTurn", () => {
  it("lets five calls a second through to a base from two instances together, and starves none", async () => {
    const turns = await rush([newBase(), newOwner()], 11);
    expect(turns).toHaveLength(22);
    expect(mostInOneSecond(turns)).toBe(5);
    const took = (turns.at(-1) ?? 0) - (turns[0] ?? 0);
    expect(took).toBeLessThan(6_500); // Five windows of 1.1 s, and at most one slot lost to a slow machine.
  });

  it("keeps to it when the process is busy with other things for a while", async () => {
    const busy = setInterval(() => {
      const until = performance.now() + 150 * Math.random();
      while (performance.now() < until);
    }, 300);
    try {
      expect(mostInOneSecond(await rush([newBase(), newOwner()], 11))).toBeLessThanOrEqual(5);
    } finally {
      clearInterval(busy);
    }
  });

  it("lets fifty calls a second through to one owner's bases together", async () => {
    const owner = newOwner();
    const bases = Array.from({ length: 12 }, newBase);
    const turns = (await Promise.all(bases.map(async (base) => rush([base, owner], 3)))).flat();
    expect(turns).toHaveLength(72);
    expect(mostInOneSecond(turns)).toBeLessThanOrEqual(50);
  });

  it("lets a base pass others of the same owner that have a long queue", async () => {
    const owner = newOwner();
    const busy = newBase();
    for (let call = 0; call < 100; call += 1)
      await reserveSlot(first.db, [busy, owner], { spacingMs: 1_100, maxWaitMs: 60_000 });
    const startedAt = performance.now();
    await pace(second).waitForTurn([newBase(), owner], never);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it("refuses at once, and reserves nothing, when the wait would be too long", async () => {
    const keys = [newBase(), newOwner()];
    const hurried = pace(first, 500);
    await Promise.all(Array.from({ length: 5 }, async () => hurried.waitForTurn(keys, never)));
    for (let call = 0; call < 3; call += 1) {
      const error = await failure(hurried.waitForTurn(keys, never));
      expect(error.code).toBe("RATE_LIMITED");
      expect(error.extensions.retryAfterMs).toBeGreaterThan(500);
      expect(error.extensions.retryAfterMs).toBeLessThanOrEqual(1_100);
    }
  });

  it("ends with its signal", async () => {
    const keys = [newBase()];
    for (let call = 0; call < 5; call += 1) await reserveSlot(first.db, keys, { spacingMs: 1_100, maxWaitMs: 0 });
    const leaving = new AbortController();
    const waiting = pace(first).waitForTurn(keys, leaving.signal);
    leaving.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});

describe("penalise", () => {
  it("stops a base for all instances, and no other base", async () => {
    const owner = newOwner();
    const base = newBase();
    await pace(first).penalise(base);
    const error = await failure(pace(second, 29_000).waitForTurn([base, owner], never));
    expect(error.extensions.retryAfterMs).toBeGreaterThan(29_000);
    expect(error.extensions.retryAfterMs).toBeLessThanOrEqual(30_000);
    await pace(second, 29_000).waitForTurn([newBase(), owner], never);
  });

  it("makes calls that wait already wait on, and go five a second when it is over", async () => {
    const base = newBase();
    const startedAt = performance.now();
    const rushed = rush([base], 6);
    setTimeout(() => void blockSlots(first.db, base.key, 2_000), 300);
    const turns = await rushed;
    const [before, after] = [turns.slice(0, 5), turns.slice(5)];
    expect((before.at(-1) ?? 0) - startedAt).toBeLessThan(1_000);
    expect((after[0] ?? 0) - startedAt).toBeGreaterThanOrEqual(2_250);
    expect(mostInOneSecond(turns)).toBe(5);
  });
});
