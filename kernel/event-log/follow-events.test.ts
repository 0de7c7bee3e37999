import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newTenant } from "../../tests/support/subgraph.ts";
import type { StoredEvent } from "./event-log.ts";
import { openTestEventLog, type TestEventLog } from "./fixtures/open-event-log.ts";
import { followEvents } from "./follow-events.ts";
import type { Listener } from "./listener.ts";

let log: TestEventLog;
beforeAll(async () => {
  log = await openTestEventLog();
});
afterAll(async () => log.close());

async function take(events: AsyncIterableIterator<StoredEvent>, count: number): Promise<StoredEvent[]> {
  const taken: StoredEvent[] = [];
  while (taken.length < count) {
    const { done, value } = await events.next();
    if (done === true) break;
    taken.push(value);
  }
  return taken;
}

function sequences(events: readonly StoredEvent[]): number[] {
  return events.map(({ sequence }) => sequence);
}

function oneTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

describe("followEvents", () => {
  it("replays and then follows, without loss and without repetition, while writers write", async () => {
    const tenant = newTenant();
    const writeMany = async (count: number) => {
      for (let index = 0; index < count; index++) await log.append(tenant, "busy", index);
    };
    await writeMany(30);
    const writers = Promise.all(Array.from({ length: 6 }, async () => writeMany(40)));
    const followers = [0, 10, 30].map(async (after) => {
      const events = followEvents(log, tenant, { stream: "busy", after });
      const taken = await take(events, 270 - after);
      await events.return?.();
      return sequences(taken);
    });
    await writers;

    const [all, ...later] = await Promise.all(followers);
    expect(all).toEqual(oneTo(270));
    expect(later).toEqual([oneTo(270).slice(10), oneTo(270).slice(30)]);
  });

  it("continues behind the cursor that a subscriber comes back with", async () => {
    const tenant = newTenant();
    for (const data of [1, 2, 3]) await log.append(tenant, "run", data);
    const before = followEvents(log, tenant, { stream: "run", after: 0 });
    expect(sequences(await take(before, 2))).toEqual([1, 2]);
    await before.return?.();
    await log.append(tenant, "run", 4);

    const again = followEvents(log, tenant, { stream: "run", after: 2 });
    expect(sequences(await take(again, 2))).toEqual([3, 4]);
    await again.return?.();
  });

  it("tells of a new event as soon as it is committed", async () => {
    const tenant = newTenant();
    const events = followEvents(log, tenant, { stream: "run", after: 0 });
    const next = events.next();
    await delay(100);
    const started = Date.now();
    await log.append(tenant, "run", "new");
    expect(await next).toMatchObject({ value: { data: "new" } });
    // Untold, it would be seen after five seconds.
    expect(Date.now() - started).toBeLessThan(4_000);
    await events.return?.();
  });

  it("shows nothing of another tenant's stream of the same name", async () => {
    const [mine, theirs] = [newTenant(), newTenant()];
    const events = followEvents(log, mine, { stream: "run", after: 0 });
    const next = events.next();
    await log.append(theirs, "run", "theirs");
    await log.append(mine, "run", "mine");
    expect(await next).toMatchObject({ value: { tenantId: mine, data: "mine" } });
    await events.return?.();
  });

  it("can be returned from while it waits for an event, and lets go of the listener", async () => {
    const { listener, count } = counted(log.listener);
    const events = followEvents({ db: log.db, listener }, newTenant(), { stream: "silent", after: 0 });
    const waiting = events.next();
    await delay(100);
    expect(count()).toBe(1);

    const started = Date.now();
    await events.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(Date.now() - started).toBeLessThan(4_000);
    expect(count()).toBe(0);
  });

  it("can be returned from while events wait to be taken", async () => {
    const tenant = newTenant();
    for (const data of [1, 2, 3]) await log.append(tenant, "run", data);
    const { listener, count } = counted(log.listener);
    const events = followEvents({ db: log.db, listener }, tenant, { stream: "run", after: 0 });
    expect(sequences(await take(events, 1))).toEqual([1]);
    await events.return?.();
    expect(await events.next()).toMatchObject({ done: true });
    expect(count()).toBe(0);
  });

  it("touches nothing before the first event is asked for", async () => {
    const { listener, count } = counted(log.listener);
    const events = followEvents({ db: log.db, listener }, newTenant(), { stream: "run", after: 0 });
    expect(count()).toBe(0);
    await events.return?.();
    expect(count()).toBe(0);
  });
});

/** A listener that knows how many listen. */
function counted(inner: Listener): { listener: Listener; count: () => number } {
  let subscribed = 0;
  const listener: Listener = {
    stop: async () => inner.stop(),
    subscribe(callback) {
      subscribed++;
      const unsubscribe = inner.subscribe(callback);
      let left = false;
      return () => {
        if (!left) subscribed--;
        left = true;
        unsubscribe();
      };
    },
  };
  return { listener, count: () => subscribed };
}
