import type { Metrics } from "../../kernel/telemetry/metrics.ts";
import type { TenantGraphsWatch } from "../tenant-graphs/tenant-graphs-watch.ts";

const loadBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const results = ["loaded", "unchanged", "none", "refused", "failed"] as const;

/** Tells how many tenants' own graphs there are, and what becomes of asking for them. */
export function createTenantGraphsWatch(
  metrics: Metrics,
  held: () => { readonly own: number; readonly none: number },
): TenantGraphsWatch {
  metrics.gauge({
    name: "airgraph_router_tenant_graphs",
    help: "Tenants whose own graph is kept, and tenants that are known to have none.",
    read: () => Object.entries(held()).map(([kind, value]) => ({ labels: { kind }, value })),
  });
  const asked = metrics.counter({
    name: "airgraph_router_tenant_graphs_asked_total",
    help: "What became of asking the subgraph for tenants' own graphs.",
    labels: ["result"],
  });
  const loading = metrics.histogram({
    name: "airgraph_router_tenant_graph_load_duration_seconds",
    help: "From the question for a tenant's own graph until operations can be answered on it.",
    labels: [],
    buckets: loadBuckets,
  });
  const counts = new Map(results.map((result) => [result, asked({ result })]));
  const observe = loading({});
  return {
    asked(result, durationMs) {
      counts.get(result)?.();
      if (result === "loaded") observe(durationMs / 1_000);
    },
  };
}
