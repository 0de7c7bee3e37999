import { setTimeout as delay } from "node:timers/promises";
import { createBoundedCache } from "../../../../kernel/bounded-cache.ts";
import type { Database } from "../../../../kernel/database/database.ts";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import type { PackedSdl } from "../../../../kernel/schema-extension/packed-sdl.ts";
import type { SubjectOfPolicies } from "../../policies/data-policy.ts";
import type { PolicyBook } from "../../policies/policy-book.ts";
import { findVersion, graphState, hurryGraph, isGraphSettled, wantGraph } from "../../store/typed-graphs.ts";
import type { TypedGraph } from "../typed-graph.ts";
import { shownPartOf } from "../version-of.ts";
import type { GraphWork, PrintedGraph } from "./graph-work.ts";

/** A version of a tenant's graph, as routers take it. */
export interface ServedGraph {
  readonly version: string;
  /** Null when the router has it already. */
  readonly packedSdl: PackedSdl | null;
  /** Whether it is that of all callers of the tenant. */
  readonly isShared: boolean;
}

/** One version of a tenant's graph. */
export interface GraphVersion extends PrintedGraph {
  readonly graph: TypedGraph;
}

/** The tenants' typed graphs, as they are served. */
export interface TypedGraphs {
  /**
   * The graph that a tenant's operations are planned on; kept up to date for the minutes after.
   * @param known a version whose SDL need not be sent
   * @param viewer whose, where it is not the same for all
   * @returns null when no base is connected
   * @throws AirgraphError UPSTREAM_UNAVAILABLE when it can't be made yet
   */
  served(tenantId: TenantId, known: string | undefined, viewer?: SubjectOfPolicies): Promise<ServedGraph | null>;
  /** @throws AirgraphError CONFLICT when that version is no longer kept */
  version(tenantId: TenantId, version: string): Promise<GraphVersion>;
  /** Has a graph looked at, and waits until it has been, or for some seconds. */
  refresh(tenantId: TenantId): Promise<void>;
}

/** In characters. */
const keptSdl = { total: 64_000_000, longest: 20_000_000 };
/** As long as Airtable may take to describe some bases. */
const longestWaitMs = 20_000;
/** Then less and less often: when a router starts, some hundred tenants wait at once. */
const firstLookMs = 50;
const longestLookMs = 1_000;

/** Between a version and what of it is hidden from somebody. */
const hidden = "~";

/** The version that a graph is a part of: what is hidden from clients need not be from the part that answers them. */
export function wholeVersion(version: string): string {
  return version.split(hidden, 1)[0] ?? version;
}

/** @param parts.view what of a graph a caller may know of; the same object if that is all */
export function serveGraphs(parts: {
  db: Database;
  work: GraphWork;
  /** Whether a tenant has anything that could be typed. */
  isConnected: (tenantId: TenantId) => Promise<boolean>;
  policyBook: Pick<PolicyBook, "policiesOf">;
  view: (tenantId: TenantId, viewer: SubjectOfPolicies, graph: TypedGraph) => Promise<TypedGraph>;
}): TypedGraphs {
  const { db, work, isConnected, policyBook, view } = parts;
  const known = createBoundedCache<GraphVersion>({
    ...keptSdl,
    sizeOf: (key, { sdl }) => key.length + sdl.length,
  });
  const underWay = new Map<string, Promise<GraphVersion>>();

  return {
    async served(tenantId, knownVersion, viewer) {
      const { version } = await wantGraph(db, tenantId);
      if (version === null && !(await isConnected(tenantId))) return null;
      const served = version ?? (await firstVersion(tenantId));
      const isShared = (await policyBook.policiesOf(tenantId)).deniedData === "TELL";
      if (!isShared && viewer === undefined) return { version: served, packedSdl: null, isShared };
      if (isShared && served === knownVersion) return { version: served, packedSdl: null, isShared };
      const whole = await lookUp(tenantId, served);
      const graph = isShared || viewer === undefined ? whole.graph : await view(tenantId, viewer, whole.graph);
      if (graph.bases.length === 0) return null;
      if (graph === whole.graph)
        return { version: served, packedSdl: served === knownVersion ? null : whole.packed, isShared };
      const own = `${served}${hidden}${shownPartOf(graph)}`;
      if (own === knownVersion) return { version: own, packedSdl: null, isShared };
      const key = `${tenantId} ${own}`;
      const printed = known.get(key) ?? { graph, ...(await work.print(tenantId, graph)) };
      known.set(key, printed);
      return { version: own, packedSdl: printed.packed, isShared };
    },
    version: lookUp,
    async refresh(tenantId) {
      await hurryGraph(db, tenantId);
      const isSettled = async () => (await isGraphSettled(db, tenantId)) || undefined;
      if ((await isSettled()) === undefined) await lookFor(isSettled);
    },
  };

  /** Many ask at once for a version that has just come. */
  async function lookUp(tenantId: TenantId, version: string): Promise<GraphVersion> {
    const key = `${tenantId} ${version}`;
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const before = underWay.get(key);
    if (before !== undefined) return before;
    const looking = print(tenantId, version).finally(() => underWay.delete(key));
    underWay.set(key, looking);
    const printed = await looking;
    known.set(key, printed);
    return printed;
  }

  async function print(tenantId: TenantId, version: string): Promise<GraphVersion> {
    const graph = await findVersion(db, tenantId, version);
    if (graph === undefined)
      throw new AirgraphError("CONFLICT", "The tenant's typed graph has changed since; send the operation again.");
    return { graph, ...(await work.print(tenantId, graph)) };
  }

  /** The first time, whichever process is free looks at the bases. */
  async function firstVersion(tenantId: TenantId): Promise<string> {
    const looked = await lookFor(async () => {
      const state = await graphState(db, tenantId);
      return state === undefined || state.failures > 0 || state.version !== null
        ? { version: state?.version }
        : undefined;
    });
    if (looked?.version != null) return looked.version;
    throw new AirgraphError("UPSTREAM_UNAVAILABLE", "The bases can't be looked at, so they have no typed graph yet.");
  }
}

/** Looks less and less often, until there is something or nobody would wait any longer. */
async function lookFor<Found>(look: () => Promise<Found | undefined>): Promise<Found | undefined> {
  const until = performance.now() + longestWaitMs;
  for (let waitMs = firstLookMs; performance.now() < until; waitMs = Math.min(longestLookMs, waitMs * 1.5)) {
    await delay(waitMs);
    const found = await look();
    if (found !== undefined) return found;
  }
  return undefined;
}
