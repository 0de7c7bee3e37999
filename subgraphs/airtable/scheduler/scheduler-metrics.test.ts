import { randomUUID } from "node:crypto";
import { expect, it } from "@jest/globals";
import { tenantId } from "../../../kernel/identity/ids.ts";
import { createPrometheusMetrics } from "../../../kernel/telemetry/prometheus-metrics.ts";
import { until } from "../../../tests/support/eventually.ts";
import { baseId } from "../ids.ts";
import { airtableLimits, emptyLane } from "./lane.ts";
import type { LaneStore } from "./lane-store.ts";
import { createScheduler, type TurnRequest } from "./scheduler.ts";
import { createSchedulerMetrics } from "./scheduler-metrics.ts";

/** One process needs no store outside. */
function createMemoryLanes(): LaneStore {
  const lanes = new Map<string, { state: typeof emptyLane; version: string }>();
  return {
    read: async (keys) => ({
      lanes: keys.map((key) => lanes.get(key) ?? { state: emptyLane, version: "0" }),
      now: Math.floor(performance.timeOrigin + performance.now()),
    }),
    async write(changes) {
      for (const { key, version, state } of changes) lanes.set(key, { state, version: `${version}+` });
      return true;
    },
  };
}

it("an operator sees waits by priority, the queue, refusals by reason and penalties, and no id", async () => {
  const { metrics, text } = createPrometheusMetrics();
  const scheduler = createScheduler({
    limits: airtableLimits,
    store: createMemoryLanes(),
    maxQueue: 2,
    maxWaitMs: { interactive: 30_000, workflow: 10, background: 10 },
    random: () => 0,
    metrics: createSchedulerMetrics(metrics),
  });
  const request: TurnRequest = {
    baseId: baseId.parse("appAAAAAAAAAAAAAA"),
    owner: "usrAAAAAAAAAAAAAA",
    tenantId: tenantId.parse(randomUUID()),
    priority: "interactive",
  };
  const asked = Array.from({ length: 8 }, async () => scheduler.takeTurn(request));
  const settled = Promise.allSettled([...asked, scheduler.takeTurn({ ...request, priority: "workflow" })]);
  // All but those who wait for a later second have been answered.
  await until(() => text().includes('turns_refused_total{reason="wait too long"} 1'));
  await until(() => text().includes("airgraph_airtable_queue_length 2"));
  const lines = text().split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      'airgraph_airtable_turn_wait_seconds_count{priority="interactive"} 5',
      "airgraph_airtable_queue_length 2",
      'airgraph_airtable_turns_refused_total{reason="queue full"} 1',
      'airgraph_airtable_turns_refused_total{reason="wait too long"} 1',
    ]),
  );
  await scheduler.penalise(request);
  const after = text();
  expect(after).toContain("airgraph_airtable_penalties_total 1");
  expect(after).not.toMatch(/app[A-Z]|usr[A-Z]|[0-9a-f]{8}-/);
  await scheduler.stop();
  await settled;
  expect(text()).toContain("airgraph_airtable_queue_length 0");
});
