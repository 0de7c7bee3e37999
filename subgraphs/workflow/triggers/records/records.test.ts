import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { z } from "zod";
import type { Person } from "../../../../kernel/identity/caller.ts";
import { newPerson } from "../../../../tests/support/subgraph.ts";
import { ids, type OpenWatching, openWatching } from "../../../airtable/watching/fixtures/open-watching.ts";
import type { definition } from "../../definitions/definition.ts";
import type { trigger as triggerSchema } from "../../definitions/triggers.ts";
import { type OpenTriggers, openTriggers, type Run, steps } from "../fixtures/open-triggers.ts";
import { mostHops } from "./hops.ts";

type RecordTrigger = Extract<z.input<typeof triggerSchema>, { kind: "record" }>;

let triggers: OpenTriggers;
let watching: OpenWatching;
/** In whose name all is asked, as far as Airtable is concerned. */
let publisher: Person;
let owner: Person;
beforeAll(async () => {
  triggers = await openTriggers({
    workers: 2,
    others: async ({ query, variables = {} }) => watching.subgraph.ask(publisher, query, { ...variables }),
  });
  watching = await openWatching({ DATABASE_URL: triggers.subgraph.databaseUrl });
  owner = await watching.connect();
  publisher = owner;
});
afterAll(async () => {
  await triggers.stop();
  await watching.close();
});

const people = `/v0/${ids.base}/${ids.people}`;
const ofPeople = { id: "changed", kind: "record", baseId: ids.base, table: "People" } as const;

async function write(fields: Record<string, unknown>, path = people): Promise<string> {
  return (await watching.api.record("POST", path, { fields })).id;
}
async function change(id: string, fields: Record<string, unknown>): Promise<void> {
  await watching.api.send("PATCH", `${people}/${id}`, { fields });
}

/** Publishes a workflow, and waits until its base is watched. */
async function publish(
  trigger: Omit<RecordTrigger, "id" | "kind" | "baseId" | "table"> & { table?: string },
  given: Partial<z.input<typeof definition>> = {},
) {
  const published = await triggers.publish(owner, { steps, ...given, triggers: [{ ...ofPeople, ...trigger }] });
  const follow = await watching.follow(owner, { baseId: ids.base });
  await follow.leave();
  return published;
}

/** The runs about one record. */
function about(found: readonly Run[], id: string): Run[] {
  return found.filter(({ trigger: brought }) => JSON.stringify(brought).includes(`/${id}"`));
}

describe("a trigger of records", () => {
  it("starts a run for each record that is created, changed or deleted, with its cells as they are", async () => {
    const { id } = await publish({ on: ["CREATED", "UPDATED", "DELETED"] });
    const record = await write({ Name: "Ada", Age: 36 });
    await triggers.runsOf(id, 1);
    await change(record, { Age: 37 });
    await triggers.runsOf(id, 2);
    await watching.api.send("DELETE", `${people}/${record}`);
    await write({ Name: "no person" }, `/v0/${ids.base}/${ids.teams}`);
    const found = about(await triggers.runsOf(id, 3), record);
    const globalId = `${ids.base}/${ids.people}/${record}`;
    expect(found.map((run) => run.trigger)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          change: "CREATED",
          record: { id: globalId, cells: expect.objectContaining({ Name: "Ada", Age: 36 }) },
          source: "publicApi",
        }),
        expect.objectContaining({
          change: "UPDATED",
          record: { id: globalId, cells: expect.objectContaining({ Age: 37 }) },
          changedFields: expect.arrayContaining(["Age"]),
        }),
        expect.objectContaining({ change: "DELETED", record: { id: globalId, cells: null } }),
      ]),
    );
    expect(await triggers.runsOf(id, 3)).toHaveLength(3);
    for (const run of found) expect(run).toMatchObject({ triggerKind: "record", startedBy: owner.userId });
  });

  it("keeps the base watched by itself", async () => {
    const lonely = await triggers.publish(owner, { steps, triggers: [{ ...ofPeople, on: ["CREATED"] }] });
    await triggers.settle();
    const record = await write({ Name: "Grace" });
    expect(about(await triggers.runsOf(lonely.id, 1), record)).toHaveLength(1);
  });

  it("fires for updates only that change one of its fields", async () => {
    const { id } = await publish({ on: ["UPDATED"], fields: ["Age"] });
    const record = await write({ Name: "Alan", Age: 41 });
    await change(record, { Name: "Alan M." });
    await change(record, { Age: 42 });
    const found = about(await triggers.runsOf(id, 1), record);
    expect(found).toHaveLength(1);
    expect(found[0]?.trigger).toMatchObject({ changedFields: expect.arrayContaining(["Age"]) });
    await triggers.settle();
    expect(await triggers.runsOf(id, 1)).toHaveLength(1);
  });

  it("fires when a record comes to match, and again only after it has not", async () => {
    const { id } = await publish({ on: ["CREATED", "UPDATED"], matches: { field: "Age", gte: 100 } });
    const other = await publish({ on: ["UPDATED"] });
    const record = await write({ Name: "Methuselah", Age: 99 });
    const seen = async (changes: number) => {
      // What happened is put down for all triggers at once.
      await triggers.runsOf(other.id, changes);
      await triggers.idle();
      return about(await triggers.runsOf(id, 0), record).length;
    };
    await change(record, { Age: 100 });
    expect(await seen(1)).toBe(1);
    await change(record, { Age: 101 });
    expect(await seen(2)).toBe(1);
    await triggers.setEnabled(owner, id, false);
    await triggers.setEnabled(owner, id, true);
    await change(record, { Name: "Methusalem" });
    expect(await seen(3)).toBe(1);
    await change(record, { Age: 50 });
    expect(await seen(4)).toBe(1);
    await change(record, { Age: 102 });
    expect(await seen(5)).toBe(2);
  });

  it("tells of no record and no field that whoever published it may not read", async () => {
    const create = "mutation ($input: CreateDataPolicyInput!) { createDataPolicy(input: $input) { id } }";
    const policy = {
      effect: "DENY",
      subject: { kind: "ROLE", id: "editor" },
      operations: ["READ"],
      baseId: ids.base,
      table: "People",
    };
    for (const denied of [{ rows: { field: "Name", eq: "Hidden" } }, { fields: ["Bio", "Changed"] }]) {
      const { errors } = await watching.subgraph.ask(owner, create, { input: { name: "hide", ...policy, ...denied } });
      expect(errors).toBeUndefined();
    }
    publisher = newPerson({ role: "editor", tenantId: owner.tenantId });
    try {
      const { id } = await publish({ on: ["CREATED", "UPDATED"] });
      const hidden = await write({ Name: "Hidden" });
      await change(hidden, { Age: 1 });
      const shown = await write({ Name: "Shown", Bio: "private" });
      await triggers.runsOf(id, 1);
      await change(shown, { Bio: "more of it" });
      await change(shown, { Age: 2 });
      const found = await triggers.runsOf(id, 2);
      await triggers.settle();
      expect(about(await triggers.runsOf(id, 2), hidden)).toEqual([]);
      expect(JSON.stringify(found)).not.toMatch(/Bio|private|more of it|"Changed"/);
      expect(await triggers.runsOf(id, 2)).toHaveLength(2);
    } finally {
      publisher = owner;
    }
  });

  it("leaves a run that has failed when its table is not there", async () => {
    const { id } = await publish({ on: ["CREATED"], table: "Nobody" });
    await write({ Name: "Barbara" });
    const [failed] = await triggers.runsOf(id, 1);
    expect(failed).toMatchObject({ status: "FAILED", errorCode: "NOT_FOUND" });
  });

  it("goes round in circles a few times only, and then says so", async () => {
    const { id } = await publish(
      {
        on: ["CREATED", "UPDATED"],
        fields: ["Age"],
        when: "trigger.record.cells.Name == 'Sisyphus'",
        with: { id: "${trigger.record.id}", age: "${trigger.record.cells.Age + 1}" },
      },
      {
        input: { id: { type: "record" }, age: { type: "number" } },
        steps: [
          {
            id: "push",
            kind: "updateRecords",
            with: { records: [{ id: "${input.id}", cells: { Age: "${input.age}" } }] },
          },
        ],
      },
    );
    await write({ Name: "Sisyphus", Age: 0 });
    const found = await triggers.runsOf(id, mostHops + 2, 90_000);
    await triggers.settle();
    expect(await triggers.runsOf(id, mostHops + 2)).toHaveLength(mostHops + 2);
    const depths = found.map((run) => (run.trigger as { depth: number }).depth).sort((one, other) => one - other);
    expect(depths).toEqual(Array.from({ length: mostHops + 2 }, (_, depth) => depth));
    const failed = found.filter(({ status }) => status === "FAILED");
    expect(failed).toMatchObject([{ errorCode: "COST_LIMIT_EXCEEDED", trigger: { depth: mostHops + 1 } }]);
  });
});
