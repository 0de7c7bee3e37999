import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eq, sql } from "drizzle-orm";
import { systemClock } from "../../../kernel/clock.ts";
import { lastSequence } from "../../../kernel/event-log/event-log.ts";
import { runId } from "../../../kernel/identity/ids.ts";
import { silentLogger } from "../../../kernel/logger.ts";
import { eventually } from "../../../tests/support/eventually.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { startWorkflows, type Workflows } from "../fixtures/runs.ts";
import { runStream } from "../runs/run-event.ts";
import { runs, steps } from "../store/tables.ts";
import { engineChores } from "./engine-chores.ts";

let workflows: Workflows;
beforeAll(async () => {
  workflows = await startWorkflows();
});
afterAll(() => workflows.stop());

const definition = {
  input: { n: { type: "number" as const } },
  steps: [
    { id: "a", kind: "transform" as const, with: { value: 1 } },
    { id: "go", kind: "waitForEvent" as const, with: { event: "go" } },
  ],
};

async function doChores(now = systemClock.now()): Promise<void> {
  const { db } = workflows.subgraph;
  const chores = engineChores({ db, clock: { now: () => now }, logger: silentLogger, retentionDays: 90 });
  for (const chore of chores) await chore.do();
}

describe("chores of workers", () => {
  it("take again a turn that the engine has lost", async () => {
    const person = newPerson();
    const id = await workflows.start(person, await workflows.publish(person, definition), { n: 1 });
    await workflows.until(person, id, "WAITING");
    const { db } = workflows.subgraph;
    await db.update(runs).set({ heldBy: "nobody", status: "RUNNING" }).where(eq(runs.id, id));
    await workflows.ask(person, `mutation { sendRunEvent(input: { event: "go" }) { received } }`);
    await doChores();
    await workflows.until(person, id, "SUCCEEDED");
  });

  it("end turns in the engine's books that are over in ours, and none that are under way", async () => {
    const person = newPerson();
    const id = await workflows.start(person, await workflows.publish(person, definition), { n: 1 });
    await workflows.until(person, id, "WAITING");
    const { db } = workflows.subgraph;
    const turn = `run:${id}:0`;
    const status = async () => {
      const [row] = await db.execute(sql`select status from dbos.workflow_status where workflow_uuid = ${turn}`);
      return row?.["status"];
    };
    await eventually(async () => ((await status()) === "SUCCESS" ? true : undefined));
    await db.execute(sql`update dbos.workflow_status set status = 'PENDING',
      updated_at = updated_at - 600000 where workflow_uuid = ${turn}`);
    await db.update(runs).set({ heldBy: turn }).where(eq(runs.id, id));
    await doChores();
    expect(await status()).toBe("PENDING");
    await db.update(runs).set({ heldBy: null }).where(eq(runs.id, id));
    await doChores();
    expect(await status()).toBe("SUCCESS");
  });

  it("forget runs that ended long ago, with their steps and events, and no others", async () => {
    const person = newPerson();
    const name = await workflows.publish(person, definition);
    const [ended, waiting] = [
      await workflows.start(person, name, { n: 1 }),
      await workflows.start(person, name, { n: 2 }),
    ];
    await workflows.until(person, ended, "WAITING");
    await workflows.ask(person, `mutation { cancelRun(id: "${ended}") { run { status } } }`);
    await workflows.until(person, ended, "CANCELLED");
    await workflows.until(person, waiting, "WAITING");
    const dayMs = 86_400_000;
    const { db } = workflows.subgraph;
    await doChores(systemClock.now() + 89 * dayMs);
    expect(await workflows.run(person, ended)).toMatchObject({ status: "CANCELLED" });
    await doChores(systemClock.now() + 91 * dayMs);
    await expect(workflows.run(person, ended)).rejects.toThrow("NOT_FOUND");
    expect(await workflows.run(person, waiting)).toMatchObject({ status: "WAITING" });
    const kept = await db.select({ run: steps.runId }).from(steps).where(eq(steps.tenantId, person.tenantId));
    expect(new Set(kept.map(({ run }) => run))).toEqual(new Set([waiting]));
    expect(await lastSequence(db, person.tenantId, runStream(runId.parse(ended)))).toBe(0);
  });
});
