import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { count, eq } from "drizzle-orm";
import type { Person } from "../../../kernel/identity/caller.ts";
import { builtInRoles } from "../../../kernel/identity/scopes.ts";
import { until } from "../../../tests/support/eventually.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { publish } from "../fixtures/publish.ts";
import { openTestStore, type TestStore } from "../fixtures/workflow-store.ts";
import { type WorkflowId, workflowId } from "../ids.ts";
import { claimFirings, type Firing, insertFirings } from "../store/firings.ts";
import { firings, workflows } from "../store/tables.ts";
import { type OpenTriggers, openTriggers, steps } from "./fixtures/open-triggers.ts";

const at = "2026-03-02T10:00:00.000Z";

describe("a firing", () => {
  let triggers: OpenTriggers;
  let available = true;
  beforeAll(async () => {
    triggers = await openTriggers({
      workers: 2,
      at,
      answers: {
        AccessOfPublisher: () =>
          available
            ? { data: { access: { scopes: builtInRoles.owner } } }
            : { errors: [{ message: "gone", extensions: { code: "UPSTREAM_UNAVAILABLE" } }] },
      },
    });
  });
  afterAll(() => triggers.stop());

  async function publishYearly(person: Person) {
    return triggers.publish(person, { triggers: [{ id: "tick", kind: "cron", schedule: "0 0 1 1 *" }], steps });
  }
  const firingOf = ({ tenantId }: Person, id: WorkflowId): Firing => ({
    trigger: { tenantId, workflowId: id, id: "tick" },
    kind: "cron",
    key: at,
    happening: { at },
  });
  const put = async (firing: Firing, dueInMs = 0, attempts = 0) => {
    const dueAt = new Date(triggers.clock.time + dueInMs);
    await triggers.subgraph.db.transaction(async (transaction) => {
      await insertFirings(transaction, [firing], dueAt);
      await transaction.update(firings).set({ attempts }).where(eq(firings.workflowId, firing.trigger.workflowId));
    });
  };
  const left = async (id: WorkflowId) => {
    const [row] = await triggers.subgraph.db.select({ found: count() }).from(firings).where(eq(firings.workflowId, id));
    return row?.found;
  };

  const attempts = async (id: WorkflowId) => {
    const [row] = await triggers.subgraph.db.select().from(firings).where(eq(firings.workflowId, id));
    return row?.attempts;
  };

  it("that was cut off when it had started its run starts no other", async () => {
    const person = newPerson();
    const { id } = await publishYearly(person);
    await put(firingOf(person, id));
    await triggers.runsOf(id, 1);
    await until(async () => (await left(id)) === 0);
    await put(firingOf(person, id));
    await until(async () => (await left(id)) === 0);
    expect(await triggers.runsOf(id, 1)).toHaveLength(1);
  });

  it("of a process that died is carried out by another after a while", async () => {
    const person = newPerson();
    const { id } = await publishYearly(person);
    await put(firingOf(person, id), 300_000);
    await triggers.settle();
    expect(await triggers.runsOf(id, 0)).toEqual([]);
    triggers.clock.time += 300_000;
    expect(await triggers.runsOf(id, 1)).toHaveLength(1);
  });

  it("of a workflow without that trigger starts nothing, and is gone", async () => {
    const person = newPerson();
    const { id } = await publishYearly(person);
    const firing = firingOf(person, id);
    await put({ ...firing, trigger: { ...firing.trigger, id: "former" } });
    await until(async () => (await left(id)) === 0);
    expect(await triggers.runsOf(id, 0)).toEqual([]);
  });

  it("that can't be carried out for hours is given up, and a run that has failed says why", async () => {
    const person = newPerson();
    const { id } = await publishYearly(person);
    available = false;
    try {
      await put(firingOf(person, id), 0, 38);
      await until(async () => (await attempts(id)) === 39);
      await triggers.settle();
      expect(await triggers.runsOf(id, 0)).toEqual([]);
      triggers.clock.time += 300_000;
      expect(await triggers.runsOf(id, 1)).toMatchObject([{ status: "FAILED", errorCode: "UPSTREAM_UNAVAILABLE" }]);
    } finally {
      available = true;
    }
  });
});

describe("firings of several tenants", () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.stop());

  it("are taken up in turn, each tenant's oldest first, and each once", async () => {
    const { db } = store;
    const people = [newPerson(), newPerson(), newPerson()];
    for (const [index, person] of people.entries()) {
      const name = await publish(db, person, { steps });
      const [row] = await db.select({ id: workflows.id }).from(workflows).where(eq(workflows.name, name));
      const trigger = { tenantId: person.tenantId, workflowId: workflowId.parse(row?.id), id: "tick" };
      // The first has been waiting for longest, with many.
      for (let place = 0; place < (index === 0 ? 20 : 2); place += 1)
        await insertFirings(
          db,
          [{ trigger, kind: "cron", key: String(place), happening: {} }],
          new Date(Date.parse(at) + index * 1_000 + place),
        );
    }
    const later = { at: new Date(Date.parse(at) + 60_000), untilAt: new Date(Date.parse(at) + 120_000) };
    const claimed = (await Promise.all([1, 2].map(async () => claimFirings(db, { ...later, limit: 3 })))).flat();
    const first = claimed.length < 6 ? [...claimed, ...(await claimFirings(db, { ...later, limit: 3 }))] : claimed;
    const keys = first.map(
      ({ trigger, key }) => `${people.findIndex((one) => one.tenantId === trigger.tenantId)} ${key}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(["0 0", "1 0", "2 0"]));
    const rest = await claimFirings(db, { ...later, limit: 100 });
    expect(first.length + rest.length).toBe(24);
    expect(await claimFirings(db, { ...later, limit: 100 })).toEqual([]);
  });
});
