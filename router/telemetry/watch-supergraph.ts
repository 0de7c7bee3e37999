import type { Metrics } from "../../kernel/telemetry/metrics.ts";
import type { Supergraph } from "../supergraph/supergraph.ts";
import type { SupergraphWatch } from "../supergraph/supergraph-watch.ts";

const planningBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Tells how well documents and plans are found again, and what becomes of new supergraphs. */
export function createSupergraphWatch(metrics: Metrics, current: () => Supergraph): SupergraphWatch {
  const lookups = metrics.counter({
    name: "airgraph_router_cache_lookups_total",
    help: "Looks for a parsed document, and for an operation's plan.",
    labels: ["cache", "result"],
  });
  const planning = metrics.histogram({
    name: "airgraph_router_planning_duration_seconds",
    help: "How long operations that were not planned yet waited for their plan; its count is the cold plans.",
    labels: [],
    buckets: planningBuckets,
  });
  const reloads = metrics.counter({
    name: "airgraph_router_supergraph_reloads_total",
    help: "New supergraphs that were accepted, and that were refused.",
    labels: ["result"],
  });
  metrics.gauge({
    name: "airgraph_router_cache_entries",
    help: "What the caches hold.",
    read: () => Object.entries(current().cached()).map(([cache, { entries: value }]) => ({ labels: { cache }, value })),
  });
  metrics.gauge({
    name: "airgraph_router_cache_characters",
    help: "Text that the entries of the caches stand for.",
    read: () => Object.entries(current().cached()).map(([cache, { size: value }]) => ({ labels: { cache }, value })),
  });
  const documentFound = lookups({ cache: "documents", result: "hit" });
  const documentMissed = lookups({ cache: "documents", result: "miss" });
  const planFound = lookups({ cache: "plans", result: "hit" });
  const planMissed = lookups({ cache: "plans", result: "miss" });
  const observePlanning = planning({});
  const accepted = reloads({ result: "accepted" });
  const refused = reloads({ result: "refused" });
  return {
    document: (isKnown) => (isKnown ? documentFound() : documentMissed()),
    plan: (isKnown) => (isKnown ? planFound() : planMissed()),
    planned: (ms) => observePlanning(ms / 1_000),
    reloaded: (result) => (result === "accepted" ? accepted() : refused()),
  };
}
