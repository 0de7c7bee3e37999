import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { Person } from "../../../kernel/identity/caller.ts";
import { builtInRoles } from "../../../kernel/identity/scopes.ts";
import { until } from "../../../tests/support/eventually.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { type OpenTriggers, openTriggers, steps } from "./fixtures/open-triggers.ts";

const csvFiles = [1, 2, 3, 4].map((number) => `00000000-0000-4000-8000-00000000000${number}`);
const [csv1 = "", csv2 = "", csv3 = "", csvOfOthers = ""] = csvFiles;
const dayMs = 24 * 3_600_000;
/** What the analytics subgraph would say of today. */
const usage = { operations: 0, operationsWithErrors: 0, airtableCalls: 0 };
let askedSince: unknown;
let unavailable = 0;

let triggers: OpenTriggers;
let publisher: Person;
beforeAll(async () => {
  triggers = await openTriggers({
    workers: 2,
    answers: {
      AccessOfPublisher: () => {
        if (unavailable === 0) return { data: { access: { scopes: builtInRoles.owner } } };
        unavailable -= 1;
        return { errors: [{ message: "gone", extensions: { code: "UPSTREAM_UNAVAILABLE" } }] };
      },
      FileOfTrigger: ({ id }) => ({
        data: {
          file: {
            id,
            name: "deals.csv",
            contentType: csvFiles.includes(String(id)) ? "text/csv; charset=utf-8" : "image/png",
            size: 3,
            createdAt: "2026-03-02T10:00:00.000Z",
            record: null,
          },
        },
      }),
      UsageOfTrigger: ({ since }) => {
        askedSince = since;
        return { data: { usage } };
      },
    },
    others: async ({ query, variables = {} }) => triggers.subgraph.ask(publisher, query, { ...variables }),
  });
});
afterAll(() => triggers.stop());

async function storeFile({ tenantId }: Person, fileId: string): Promise<void> {
  const { db } = triggers.subgraph;
  await db.transaction((transaction) =>
    appendEvents(transaction, tenantId, "files", [{ type: "file.stored", data: { fileId } }]),
  );
}

describe("a trigger of files", () => {
  it("starts a run for each file of its type that the tenant stores, whatever its parameters", async () => {
    const person = newPerson();
    const { id } = await triggers.publish(person, {
      input: { file: { type: "file" } },
      triggers: [{ id: "csv", kind: "fileCreated", contentType: "text/csv", with: { file: "${trigger.file.id}" } }],
      steps,
    });
    await storeFile(newPerson(), csvOfOthers);
    await storeFile(person, randomUUID());
    await storeFile(person, csv1);
    await storeFile(person, csv2);
    const found = await triggers.runsOf(id, 2);
    await triggers.settle();
    expect(await triggers.runsOf(id, 2)).toHaveLength(2);
    expect(found.map(({ input }) => input)).toEqual([{ file: csv1 }, { file: csv2 }]);
    expect(found[0]?.trigger).toMatchObject({ file: { name: "deals.csv" } });
  });

  it("waits until what has to be asked can be answered", async () => {
    const person = newPerson();
    const { id } = await triggers.publish(person, { triggers: [{ id: "any", kind: "fileCreated" }], steps });
    unavailable = 1;
    await storeFile(person, csv3);
    await triggers.putOff(id);
    expect(await triggers.runsOf(id, 0)).toEqual([]);
    triggers.clock.time += 2_000;
    expect(await triggers.runsOf(id, 1)).toMatchObject([{ status: expect.not.stringMatching("FAILED") }]);
  });
});

describe("a trigger of runs", () => {
  it("starts a run when one of a workflow has ended as it says, with what the publisher may see of it", async () => {
    publisher = newPerson({ role: "owner" });
    const first = await triggers.publish(publisher, {
      input: { fails: { type: "boolean" } },
      steps: [
        ...steps,
        { id: "fail", kind: "fail", when: "input.fails", with: { code: "BROKEN", message: "as told" } },
      ],
    });
    const { id } = await triggers.publish(publisher, {
      triggers: [{ id: "after", kind: "runEnded", workflow: first.name, status: ["FAILED"] }],
      steps,
    });
    const start = "mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }";
    const startFirst = async (fails: boolean) => {
      const input = { workflow: first.name, input: { fails } };
      const { data } = await triggers.subgraph.ask(publisher, start, { input });
      return (data as { startRun: { run: { id: string } } }).startRun.run.id;
    };
    await startFirst(false);
    const failed = await startFirst(true);
    const found = await triggers.runsOf(id, 1);
    await triggers.settle();
    expect(await triggers.runsOf(id, 1)).toHaveLength(1);
    expect(found[0]).toMatchObject({
      triggerKind: "runEnded",
      trigger: {
        run: { id: failed, workflow: first.name, status: "FAILED", input: { fails: true }, error: { code: "BROKEN" } },
      },
    });
  });
});

describe("a trigger of usage", () => {
  it("starts a run once a day, when more was used on it than it says", async () => {
    const { id } = await triggers.publish(newPerson(), {
      triggers: [{ id: "much", kind: "usage", metric: "airtableCalls", above: 1_000 }],
      steps,
    });
    usage.airtableCalls = 1_000;
    triggers.clock.time += 120_000;
    await until(() => askedSince !== undefined);
    await triggers.settle();
    expect(await triggers.runsOf(id, 0)).toEqual([]);
    expect(askedSince).toBe(`${new Date(triggers.clock.time).toISOString().slice(0, 10)}T00:00:00.000Z`);
    usage.airtableCalls = 1_001;
    triggers.clock.time += 120_000;
    expect((await triggers.runsOf(id, 1))[0]?.trigger).toMatchObject({ metric: "airtableCalls", value: 1_001 });
    triggers.clock.time += 120_000;
    await triggers.settle();
    expect(await triggers.runsOf(id, 1)).toHaveLength(1);
    triggers.clock.time += dayMs;
    expect(await triggers.runsOf(id, 2)).toHaveLength(2);
  });
});
