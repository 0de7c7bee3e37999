import type { Listener } from "../../../../kernel/event-log/listener.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import type { Logger } from "../../../../kernel/logger.ts";
import { startRounds } from "../../rounds/start-rounds.ts";
import {
  type ClaimedGraph,
  claimGraphs,
  extendGraphClaims,
  graphNews,
  hurryAllGraphs,
  hurryGraph,
  nextGraphDueMs,
  releaseGraph,
} from "../../store/typed-graphs.ts";
import { onBasesChanged } from "./graph-events.ts";
import { type RefreshParts, refreshGraph } from "./refresh-graph.ts";

const firstRetryMs = 1_000;
const longestRetryMs = 60_000;
/**
 * Between two looks there are so many milliseconds for each base: five calls a second for a tenant, of the fifty that Airtable
 * takes from one token.
 */
const pollMsPerBase = 200;

/**
 * Keeps the graphs that routers serve up to date, together with all other processes on the same database.
 * @param options.claimant a UUID of this process's own
 * @param options.pollMs between two looks at a tenant's bases: no webhook tells of choices, nor of what bases there are
 */
export function keepGraphs(
  options: Omit<RefreshParts, "seen"> & { claimant: string; pollMs: number; listener: Listener; logger: Logger },
): { stop(): Promise<void> } {
  const { db, claimant, pollMs, listener, logger } = options;
  const seen: RefreshParts["seen"] = new Map();
  let isStopping = false;
  const rounds = startRounds<ClaimedGraph>({
    of: "typed graphs",
    rounds: {
      claim: async (most) => claimGraphs(db, claimant, most),
      extendClaims: async () => extendGraphClaims(db, claimant),
      nextDueMs: async () => nextGraphDueMs(db),
      look,
    },
    concerns: (payload) => payload === graphNews,
    listener,
    logger,
  });
  const unsubscribe = onBasesChanged(listener, (whose) => {
    hurry(whose).catch((err: unknown) => logger.warn({ err }, "could not have a typed graph looked at; it will be"));
  });
  return {
    async stop() {
      isStopping = true;
      unsubscribe();
      await rounds.stop();
    },
  };

  async function hurry(whose: TenantId | "all"): Promise<void> {
    await (whose === "all" ? hurryAllGraphs(db) : hurryGraph(db, whose));
  }

  /** Never rejects. */
  async function look({ tenantId, failures }: ClaimedGraph): Promise<void> {
    const end = await refresh(tenantId, failures);
    try {
      await releaseGraph(db, claimant, tenantId, end);
    } catch (err) {
      logger.warn({ err, tenantId }, "could not release a typed graph; its claim will run out");
    }
  }

  async function refresh(tenantId: TenantId, failures: number): Promise<{ failures: number; afterMs: number }> {
    try {
      const bases = await refreshGraph({ ...options, seen }, tenantId);
      return { failures: 0, afterMs: Math.max(pollMs, bases * pollMsPerBase) };
    } catch (err) {
      // Its calls are cut off; another process does it at once.
      if (isStopping) return { failures, afterMs: 0 };
      logger.warn({ err, tenantId, failures: failures + 1 }, "could not look at a tenant's bases for its typed graph");
      return { failures: failures + 1, afterMs: Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures, 6)) };
    }
  }
}
