import type { Metrics } from "../../kernel/telemetry/metrics.ts";

/** Is told of each subscription that begins. @returns told when it ends */
export type SubscriptionBegins = (subgraph: string) => () => void;

/** Counts the streams that are open to subgraphs. */
export function watchSubscriptions(metrics: Metrics): SubscriptionBegins {
  const open = new Map<string, number>();
  metrics.gauge({
    name: "airgraph_router_subgraph_streams",
    help: "Subscriptions that are open to subgraphs.",
    read: () => [...open].map(([subgraph, value]) => ({ labels: { subgraph }, value })),
  });
  return (subgraph) => {
    open.set(subgraph, (open.get(subgraph) ?? 0) + 1);
    let hasEnded = false;
    return () => {
      if (hasEnded) return;
      hasEnded = true;
      open.set(subgraph, (open.get(subgraph) ?? 0) - 1);
    };
  };
}
