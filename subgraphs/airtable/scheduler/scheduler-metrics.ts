import type { Metrics } from "../../../kernel/telemetry/metrics.ts";
import type { Priority } from "./priority.ts";

/** What an operator sees of the scheduler. No label names a tenant or a base. */
export interface SchedulerMetrics {
  granted(priority: Priority, waitedMs: number): void;
  refused(reason: "queue full" | "wait too long" | "store away"): void;
  penalised(): void;
  /** @param length how many calls wait in this process now */
  watchQueue(length: () => number): void;
}

const waitBucketsInSeconds = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120];

export function createSchedulerMetrics(metrics: Metrics): SchedulerMetrics {
  const waits = metrics.histogram({
    name: "airgraph_airtable_turn_wait_seconds",
    help: "How long calls to Airtable waited for their turn; its count is the turns given.",
    labels: ["priority"],
    buckets: waitBucketsInSeconds,
  });
  const refusals = metrics.counter({
    name: "airgraph_airtable_turns_refused_total",
    help: "Calls to Airtable that got no turn.",
    labels: ["reason"],
  });
  const penalties = metrics.counter({
    name: "airgraph_airtable_penalties_total",
    help: "Calls that Airtable refused because they came too fast, after which nothing is sent for 30 s.",
    labels: [],
  });
  const penalised = penalties({});
  return {
    granted: (priority, waitedMs) => waits({ priority })(waitedMs / 1000),
    refused: (reason) => refusals({ reason })(),
    penalised: () => penalised(),
    watchQueue: (length) =>
      metrics.gauge({
        name: "airgraph_airtable_queue_length",
        help: "Calls of this process that wait for their turn.",
        read: length,
      }),
  };
}
