import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { trigger } from "../definitions/triggers.ts";
import { timesToFire } from "./cron-times.ts";
import { type OpenTriggers, openTriggers, steps } from "./fixtures/open-triggers.ts";

const minute = 60_000;
const hour = 60 * minute;

function cron(schedule: string, about: { timeZone?: string; missed?: "skip" | "last" | "all" } = {}) {
  const parsed = trigger.parse({ id: "tick", kind: "cron", schedule, ...about });
  if (parsed.kind !== "cron") throw new TypeError("no cron");
  return parsed;
}

function fires(given: ReturnType<typeof cron>, dueAt: string, now: string): { times: string[]; nextAt: string | null } {
  const { times, nextAt } = timesToFire(given, { dueAt: new Date(dueAt), now: new Date(now) });
  return { times: times.map((time) => time.toISOString()), nextAt: nextAt?.toISOString() ?? null };
}

describe("the times of a schedule", () => {
  it("are the one that is due, and the next", () => {
    expect(fires(cron("0 9 * * *"), "2026-03-02T09:00:00.000Z", "2026-03-02T09:00:00.120Z")).toEqual({
      times: ["2026-03-02T09:00:00.000Z"],
      nextAt: "2026-03-03T09:00:00.000Z",
    });
  });

  it("are those of the time zone: an hour that is left out is made up for after it, one that comes twice fires once", () => {
    const daily = cron("30 2 * * *", { timeZone: "Europe/Berlin", missed: "all" });
    expect(fires(daily, "2026-03-28T01:30:00.000Z", "2026-03-30T12:00:00.000Z").times).toEqual([
      "2026-03-28T01:30:00.000Z",
      "2026-03-29T01:00:00.000Z",
      "2026-03-30T00:30:00.000Z",
    ]);
    expect(fires(daily, "2026-10-24T00:30:00.000Z", "2026-10-26T12:00:00.000Z").times).toEqual([
      "2026-10-24T00:30:00.000Z",
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
    ]);
  });

  it("that were missed are left out, made up for by the last, or each made up for, up to 100", () => {
    const from = "2026-03-02T09:00:00.000Z";
    const now = "2026-03-02T12:30:00.000Z";
    expect(fires(cron("0 * * * *", { missed: "skip" }), from, now).times).toEqual([]);
    expect(fires(cron("0 * * * *", { missed: "last" }), from, now).times).toEqual(["2026-03-02T12:00:00.000Z"]);
    expect(fires(cron("0 * * * *", { missed: "all" }), from, now).times).toHaveLength(4);
    const each = fires(cron("* * * * *", { missed: "all" }), from, "2026-03-05T12:30:00.000Z").times;
    expect(each).toHaveLength(100);
    expect(each.at(-1)).toBe("2026-03-05T12:30:00.000Z");
  });

  it("are not left out for being a little late", () => {
    const skip = cron("0 9 * * *", { missed: "skip" });
    expect(fires(skip, "2026-03-02T09:00:00.000Z", "2026-03-02T09:00:30.000Z").times).toHaveLength(1);
    expect(fires(skip, "2026-03-02T09:00:00.000Z", "2026-03-02T09:02:00.000Z").times).toHaveLength(0);
  });
});

describe("a schedule", () => {
  let triggers: OpenTriggers;
  beforeAll(async () => {
    triggers = await openTriggers({
      workers: 3,
      answers: {
        AccessOfPublisher: (_variables, { requestId }) => ({
          data: { access: { scopes: requestId.startsWith("run:") ? granted : [] } },
        }),
      },
    });
  });
  afterAll(() => triggers.stop());
  let granted = ["runs:start"];

  it("starts one run each time, whichever of several workers looks, in the name of whoever published it", async () => {
    const person = newPerson();
    const { id } = await triggers.publish(person, {
      input: { at: { type: "dateTime" } },
      triggers: [{ ...cron("*/10 * * * *"), with: { at: "${trigger.at}" } }],
      steps,
    });
    const start = triggers.clock.time;
    const first = Math.floor(start / (10 * minute) + 1) * 10 * minute;
    for (let round = 0; round < 5; round += 1) {
      triggers.clock.time = first + round * 10 * minute;
      await triggers.runsOf(id, round + 1);
    }
    await triggers.settle();
    const found = await triggers.runsOf(id, 5);
    expect(found.map(({ input }) => input)).toEqual(
      Array.from({ length: 5 }, (_, round) => ({ at: new Date(first + round * 10 * minute).toISOString() })),
    );
    for (const run of found)
      expect(run).toMatchObject({ triggerKind: "cron", startedBy: person.userId, startedByKind: "person" });
    expect((await triggers.trigger(id))?.firedAt).not.toBeNull();
  });

  it("fires no more once its workflow is disabled, and for nothing of that time when it is enabled again", async () => {
    const person = newPerson();
    const { id } = await triggers.publish(person, { triggers: [cron("0 * * * *", { missed: "all" })], steps });
    await triggers.setEnabled(person, id, false);
    triggers.clock.time += 3 * hour;
    await triggers.settle();
    await triggers.setEnabled(person, id, true);
    await triggers.settle();
    expect(await triggers.runsOf(id, 0)).toEqual([]);
    triggers.clock.time += hour;
    expect(await triggers.runsOf(id, 1)).toHaveLength(1);
  });

  it("starts none when its condition does not hold", async () => {
    const { id } = await triggers.publish(newPerson(), {
      triggers: [{ ...cron("0 * * * *"), when: "trigger.at.startsWith('1999')" }],
      steps,
    });
    triggers.clock.time += hour;
    await triggers.settle();
    expect(await triggers.runsOf(id, 0)).toEqual([]);
  });

  it("leaves a run that has failed when its inputs can't be worked out, and holds up no other", async () => {
    const broken = await triggers.publish(newPerson(), {
      input: { at: { type: "number" } },
      triggers: [{ ...cron("0 * * * *"), with: { at: "${trigger.nothing}" } }],
      steps,
    });
    const other = await triggers.publish(newPerson(), { triggers: [cron("0 * * * *")], steps });
    triggers.clock.time += hour;
    const [failed] = await triggers.runsOf(broken.id, 1);
    expect(failed).toMatchObject({ status: "FAILED", errorCode: "BAD_USER_INPUT" });
    expect(failed?.errorMessage).toContain("nothing");
    await triggers.runsOf(other.id, 1);
  });

  it("leaves a run that has failed when whoever published it may start none any more", async () => {
    const { id } = await triggers.publish(newPerson(), { triggers: [cron("0 * * * *")], steps });
    granted = ["runs:read"];
    try {
      triggers.clock.time += hour;
      const [failed] = await triggers.runsOf(id, 1);
      expect(failed).toMatchObject({ status: "FAILED", errorCode: "FORBIDDEN" });
    } finally {
      granted = ["runs:start"];
    }
  });
});
