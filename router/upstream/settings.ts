import { type ConfigOf, setting, text } from "../../kernel/config/settings.ts";

/** How the router treats subgraphs in other processes. */
export const upstreamSettings = {
  subgraphTimeoutMs: setting("SUBGRAPH_TIMEOUT_MS", text.positiveInteger, {
    description: "How long the router waits for a subgraph.",
    default: "60000",
  }),
  subgraphConnections: setting("SUBGRAPH_CONNECTIONS", text.positiveInteger, {
    description: "How many requests to a subgraph in another process are under way at a time; more wait.",
    default: "64",
  }),
  subgraphQueue: setting("SUBGRAPH_QUEUE", text.wholeNumber, {
    description: "How many requests to a subgraph in another process wait at most; more fail at once.",
    default: "1000",
  }),
  subgraphMaximumAnswerBytes: setting("SUBGRAPH_MAX_ANSWER_BYTES", text.positiveInteger, {
    description: "Largest answer of a subgraph in another process.",
    default: String(32 * 1024 * 1024),
  }),
  subgraphRetries: setting("SUBGRAPH_RETRIES", text.wholeNumber, {
    description: "How often a query is sent again to a subgraph in another process that is unavailable.",
    default: "2",
  }),
  subgraphRetryPercent: setting("SUBGRAPH_RETRY_PERCENT", text.percent, {
    description: "How many queries are sent again so, of all requests to that subgraph.",
    default: "10",
  }),
  subgraphBreakerPercent: setting("SUBGRAPH_BREAKER_PERCENT", text.percent, {
    description:
      "A subgraph in another process that fails so many of the requests of ten seconds (20 at least) is asked nothing for a while. 0: never.",
    default: "50",
  }),
  subgraphBreakerPauseMs: setting("SUBGRAPH_BREAKER_PAUSE_MS", text.positiveInteger, {
    description: "How long that is; then one request at a time finds out whether it is back.",
    default: "5000",
  }),
  subgraphHedgeAfterMs: setting("SUBGRAPH_HEDGE_AFTER_MS", text.wholeNumber, {
    description:
      "After how long a query to a subgraph in another process is sent a second time, for the answer that comes first. 0: never.",
    default: "0",
  }),
  subgraphHedgePercent: setting("SUBGRAPH_HEDGE_PERCENT", text.percent, {
    description: "How many queries are sent a second time so at most.",
    default: "5",
  }),
};

/** How patient the router is with a subgraph, as it is set. */
export function patienceOf(config: ConfigOf<typeof upstreamSettings>) {
  return {
    retries: config.subgraphRetries,
    retryShare: config.subgraphRetryPercent / 100,
    breakerShare: config.subgraphBreakerPercent === 0 ? undefined : config.subgraphBreakerPercent / 100,
    breakerPauseMs: config.subgraphBreakerPauseMs,
    hedgeAfterMs: config.subgraphHedgeAfterMs === 0 ? undefined : config.subgraphHedgeAfterMs,
    hedgeShare: config.subgraphHedgePercent / 100,
  };
}
