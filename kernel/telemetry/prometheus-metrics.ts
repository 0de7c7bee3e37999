import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Metrics } from "./metrics.ts";

/** Metrics that are kept in this process until a Prometheus server asks for them. */
export function createPrometheusMetrics(): {
  readonly metrics: Metrics;
  readonly contentType: string;
  readonly text: () => Promise<string>;
} {
  const registry = new Registry();
  const registers = [registry];
  return {
    contentType: registry.contentType,
    text: async () => registry.metrics(),
    metrics: {
      counter({ name, help, labels }) {
        const counter = new Counter({ name, help, labelNames: labels, registers });
        return (values) => counter.inc(values);
      },
      histogram({ name, help, labels, buckets }) {
        const histogram = new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers });
        return (values, value) => histogram.observe(values, value);
      },
      gauge({ name, help, read }) {
        const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) });
      },
    },
  };
}
