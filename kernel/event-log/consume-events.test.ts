import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { sql } from "drizzle-orm";
import { until } from "../../tests/support/eventually.ts";
import { newTenant } from "../../tests/support/subgraph.ts";
import type { Database } from "../database/database.ts";
import { silentLogger } from "../logger.ts";
import { type Consumer, consumeEvents } from "./consume-events.ts";
import { appendEvents, type StoredEvent } from "./event-log.ts";
import { openTestEventLog, type TestEventLog } from "./fixtures/open-event-log.ts";

let log: TestEventLog;
beforeAll(async () => {
  log = await openTestEventLog();
  await log.db.execute(
    sql`create table seen (position bigserial, consumer text, tenant uuid, sequence int, data jsonb)`,
  );
});
afterAll(async () => log.close());

/** A consumer's own name and event type, so that tests do not see each other's events. */
let name = "";
let tests = 0;
beforeEach(() => {
  name = `consumer-${++tests}`;
});

/** Stopped after each test, also where it failed: one that is left alone would keep the process alive. */
const running: Consumer[] = [];
afterEach(async () => {
  for (const consumer of running.splice(0)) await consumer.stop();
});

/** Writes what it consumes into the table `seen`. */
function consume(handle: (transaction: Database, batch: readonly StoredEvent[]) => Promise<void> = record): Consumer {
  const { db, listener } = log;
  const consumer = consumeEvents({ name, types: [name], db, listener, logger: silentLogger, handle });
  running.push(consumer);
  return consumer;
}

async function record(transaction: Database, batch: readonly StoredEvent[]): Promise<void> {
  for (const { tenantId, sequence, data } of batch) {
    await transaction.execute(
      sql`insert into seen (consumer, tenant, sequence, data) values (${name}, ${tenantId}, ${sequence}, ${JSON.stringify(data)}::jsonb)`,
    );
  }
}

async function seen(): Promise<unknown[]> {
  const rows = await log.db.execute<{ data: unknown }>(
    sql`select data from seen where consumer = ${name} order by position`,
  );
  return rows.map(({ data }) => data);
}

async function append(data: unknown, tenant = newTenant()): Promise<void> {
  await log.append(tenant, "stream", data, name);
}

function signal(): { given: Promise<void>; give: () => void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

describe("consumeEvents", () => {
  it("hands over every event once while two consumers run and are stopped and started at any moment", async () => {
    const total = 400;
    const written = new AbortController();
    const write = async (part: number) => {
      for (const value of numbers(total / 4)) await append(part * (total / 4) + value);
    };
    const writers = Promise.all(numbers(4).map(write)).finally(() => {
      written.abort();
    });
    const restart = async (everyMs: number) => {
      while (!written.signal.aborted) {
        const consumer = consume();
        await delay(everyMs);
        await consumer.stop();
      }
    };
    await Promise.all([writers, restart(30), restart(70)]);
    const last = consume();
    await until(async () => (await seen()).length >= total);
    await last.stop();
    expect((await seen()).sort((a, b) => Number(a) - Number(b))).toEqual(numbers(total));
  });

  it("does not miss an event of a transaction that commits after a later one was consumed", async () => {
    const consumer = consume();
    const appended = signal();
    const commit = signal();
    const slow = log.db.transaction(async (transaction) => {
      await appendEvents(transaction, newTenant(), "stream", [{ type: name, data: "early" }]);
      appended.give();
      await commit.given;
    });
    await appended.given;
    await append("late");
    await delay(300);
    expect(await seen()).toEqual([]);

    commit.give();
    await slow;
    await until(async () => (await seen()).length === 2);
    await delay(100);
    await consumer.stop();
    expect(await seen()).toEqual(["early", "late"]);
  });

  it("goes on where a failed batch began, and keeps nothing of what that batch had written", async () => {
    let failures = 0;
    const consumer = consume(async (transaction, batch) => {
      await record(transaction, batch);
      if (failures++ < 2) throw new Error("out of order");
    });
    for (const value of numbers(3)) await append(value);
    await until(async () => (await seen()).length === 3);
    await consumer.stop();
    expect(await seen()).toEqual(numbers(3));
  });

  it("waits before it tries a failed batch again, however many notifications come", async () => {
    let attempts = 0;
    const consumer = consume(async () => {
      attempts++;
      throw new Error("broken");
    });
    const started = Date.now();
    for (const value of numbers(50)) await append(value);
    await delay(200);
    await consumer.stop();
    // One a second, besides the first and what may have been under way.
    expect(attempts).toBeLessThan(4 + (Date.now() - started) / 1_000);
  });

  it("consumes at once what was appended while it was handling", async () => {
    const waits: number[] = [];
    for (let round = 1; round <= 3; round += 1) {
      const handling = signal();
      const proceed = signal();
      const consumer = consume(async (transaction, batch) => {
        await record(transaction, batch);
        handling.give();
        await proceed.given;
      });
      await append("first");
      await handling.given;
      await append("second");
      await delay(100);
      const started = Date.now();
      proceed.give();
      await until(async () => (await seen()).length === 2 * round);
      waits.push(Date.now() - started);
      await consumer.stop();
    }
    // It looks by itself once a second. The best of several: a machine that is busy with others holds up some of them.
    expect(Math.min(...waits)).toBeLessThan(500);
  });

  it("hands over events of other types to nobody, and of each tenant with that tenant", async () => {
    const [one, other] = [newTenant(), newTenant()];
    const batches: StoredEvent[] = [];
    const consumer = consume(async (_transaction, batch) => {
      batches.push(...batch);
    });
    await log.append(one, "stream", "ignored", "another type");
    await append("a", one);
    await append("b", other);
    await until(() => batches.length === 2);
    await consumer.stop();
    expect(batches.map(({ tenantId, sequence, data }) => [tenantId, sequence, data])).toEqual([
      [one, 2, "a"],
      [other, 1, "b"],
    ]);
  });

  it("hands over more events than one batch holds", async () => {
    const tenant = newTenant();
    const many = numbers(1_250).map((data) => ({ type: name, data }));
    await log.db.transaction(async (transaction) => appendEvents(transaction, tenant, "stream", many));
    const sizes: number[] = [];
    const consumer = consume(async (transaction, batch) => {
      sizes.push(batch.length);
      await record(transaction, batch);
    });
    await until(async () => (await seen()).length === 1_250);
    await consumer.stop();
    expect(sizes).toEqual([500, 500, 250]);
    expect(await seen()).toEqual(numbers(1_250));
  });

  it("stops at once while it waits", async () => {
    const waits: number[] = [];
    for (let round = 1; round <= 3; round += 1) {
      const consumer = consume();
      await delay(100);
      const started = Date.now();
      await consumer.stop();
      waits.push(Date.now() - started);
    }
    // It would wait for a second.
    expect(Math.min(...waits)).toBeLessThan(500);
  });
});
