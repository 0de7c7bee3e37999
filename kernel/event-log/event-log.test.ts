import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newTenant } from "../../tests/support/subgraph.ts";
import { appendEvents, readEvents } from "./event-log.ts";
import { openTestEventLog, type TestEventLog } from "./fixtures/open-event-log.ts";

let log: TestEventLog;
beforeAll(async () => {
  log = await openTestEventLog();
});
afterAll(async () => log.close());

describe("appendEvents", () => {
  it("gives 20 concurrent writers of one stream sequence numbers without gaps, each writer's in a row", async () => {
    const tenant = newTenant();
    const writers = Array.from({ length: 20 }, (_, writer) =>
      log.db.transaction(async (transaction) =>
        appendEvents(transaction, tenant, "busy", [
          { type: "first", data: { writer } },
          { type: "second", data: { writer } },
        ]),
      ),
    );
    const last = await Promise.all(writers);

    expect(last.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => 2 * (index + 1)));
    const events = await readEvents(log.db, tenant, { stream: "busy", after: 0, limit: 100 });
    expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    for (let index = 0; index < events.length; index += 2) {
      expect(events[index]).toMatchObject({ type: "first", data: events[index + 1]?.data });
      expect(events[index + 1]).toMatchObject({ type: "second" });
    }
  });

  it("leaves no gap and no event where a transaction was rolled back", async () => {
    const tenant = newTenant();
    await log.append(tenant, "runs", "kept");
    await expect(
      log.db.transaction(async (transaction) => {
        await appendEvents(transaction, tenant, "runs", [{ type: "test", data: "dropped" }]);
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    await log.append(tenant, "runs", "kept too");

    const events = await readEvents(log.db, tenant, { stream: "runs", after: 0, limit: 10 });
    expect(events.map(({ sequence, data }) => [sequence, data])).toEqual([
      [1, "kept"],
      [2, "kept too"],
    ]);
  });

  it("keeps the data as it was given, whatever JSON it is", async () => {
    const tenant = newTenant();
    const values = [{ nested: [1, null, "ä\"'\\"] }, "text", 1.5, true, []];
    for (const value of values) await log.append(tenant, "values", value);
    const events = await readEvents(log.db, tenant, { stream: "values", after: 0, limit: 10 });
    expect(events.map(({ data }) => data)).toEqual(values);
  });

  it("appends nothing when it is given nothing", async () => {
    const tenant = newTenant();
    await log.append(tenant, "quiet", 1);
    expect(await log.db.transaction(async (transaction) => appendEvents(transaction, tenant, "quiet", []))).toBe(1);
    expect(await readEvents(log.db, tenant, { stream: "quiet", after: 0, limit: 10 })).toHaveLength(1);
  });
});

describe("readEvents", () => {
  it("answers no event of another tenant or another stream", async () => {
    const [mine, theirs] = [newTenant(), newTenant()];
    await log.append(mine, "same", "mine");
    await log.append(theirs, "same", "theirs");
    await log.append(mine, "other", "elsewhere");
    const events = await readEvents(log.db, mine, { stream: "same", after: 0, limit: 10 });
    expect(events).toEqual([
      { tenantId: mine, stream: "same", sequence: 1, type: "test", data: "mine", at: expect.any(Date) },
    ]);
  });
});
