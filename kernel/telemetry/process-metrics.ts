import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Metrics } from "./metrics.ts";

/** Each look of the monitor wakes the process up. */
const resolutionMs = 20;

/** What the process takes, under the names that Node's dashboards look for. @returns ends the measuring */
export function tellProcess(metrics: Metrics): () => void {
  metrics.total({
    name: "process_cpu_seconds_total",
    help: "CPU time of the process.",
    read() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
  });
  metrics.gauge({
    name: "process_start_time_seconds",
    help: "When the process started, in seconds since 1970.",
    read: () => performance.timeOrigin / 1_000,
  });
  metrics.gauge({
    name: "process_resident_memory_bytes",
    help: "Memory of the process.",
    read: () => process.memoryUsage.rss(),
  });
  metrics.gauge({
    name: "nodejs_heap_size_used_bytes",
    help: "Memory that JavaScript uses.",
    read: () => process.memoryUsage().heapUsed,
  });
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  metrics.gauge({
    name: "nodejs_eventloop_lag_seconds",
    help: "How late the event loop was since this was last asked for; quantile 1 is the worst.",
    read() {
      // The monitor measures how long its own timer took.
      const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - resolutionMs / 1e3);
      const samples = [0.5, 0.99, 1].map((quantile) => ({
        labels: { quantile: String(quantile) },
        value: late(delays.percentile(quantile * 100)),
      }));
      delays.reset();
      return samples;
    },
  });
  return () => delays.disable();
}
