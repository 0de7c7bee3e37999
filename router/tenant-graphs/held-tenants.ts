import type { PackedSdl } from "../../kernel/schema-extension/packed-sdl.ts";
import type { CoreSupergraph } from "../supergraph/load-supergraph.ts";
import type { Supergraph } from "../supergraph/supergraph.ts";
import type { ChosenGraph, GraphHolder } from "./graph-choice.ts";

export interface OwnGraph {
  readonly version: string;
  /** Of the extension. */
  readonly packed: PackedSdl;
  readonly supergraph: Supergraph;
  /** What it extends. */
  readonly core: CoreSupergraph;
}

/** What is known of the graph of a tenant, or of one caller where a tenant's callers don't share it. */
export interface HeldTenant extends GraphHolder {
  /** What its callers get; undefined until the first answer. */
  chosen: ChosenGraph | undefined;
  /** Its own graph; undefined if it has none, or none that could be loaded. */
  own: OwnGraph | undefined;
  /** The version that does not fit the core, if it is the last one. */
  refused: string | undefined;
  refreshing: Promise<void> | undefined;
  /** Since graphs were last asked for again. */
  isUsed: boolean;
  /** Whether it may have changed unnoticed. */
  isStale: boolean;
  /** When it was last looked at because a document did not fit it; in ms, as `performance.now()`. */
  doubtedAt: number;
  retryMs: number;
  /** Whether it has turned out to be whose graph it is not: the tenant's, or one caller's. */
  isMoved: boolean;
  isAwaitingRetry: boolean;
}

export interface HeldTenants {
  get(key: string): HeldTenant | undefined;
  hold(holder: GraphHolder): HeldTenant;
  drop(held: HeldTenant): void;
  all(): Iterable<HeldTenant>;
  /** Makes room for a tenant of which it has just become known what it has. */
  settle(held: HeldTenant): void;
  counts(): { readonly own: number; readonly none: number };
}

/** A tenant without a graph of its own takes some hundred bytes. */
const mostWithout = 20_000;
const firstRetryMs = 1_000;

/** Keeps so many graphs; the first to go is one that has not been used since it was last looked at. */
export function createHeldTenants({ maximum }: { maximum: number }): HeldTenants {
  const tenants = new Map<string, HeldTenant>();
  return {
    get: (key) => tenants.get(key),
    drop(held) {
      if (tenants.get(held.key) === held) tenants.delete(held.key);
    },
    hold(holder) {
      const known = tenants.get(holder.key);
      if (known !== undefined) return known;
      const held: HeldTenant = {
        ...holder,
        chosen: undefined,
        own: undefined,
        refused: undefined,
        refreshing: undefined,
        isUsed: true,
        isStale: false,
        doubtedAt: Number.NEGATIVE_INFINITY,
        retryMs: firstRetryMs,
        isMoved: false,
        isAwaitingRetry: false,
      };
      tenants.set(held.key, held);
      return held;
    },
    all: () => tenants.values(),
    settle(held) {
      // Dropped meanwhile, while somebody waited for it.
      if (!tenants.has(held.key)) tenants.set(held.key, held);
      const { own, none } = count();
      if (own > maximum) makeRoom(held, (each) => each.own !== undefined);
      if (none > mostWithout) makeRoom(held, (each) => each.own === undefined && each.refreshing === undefined);
    },
    counts: count,
  };

  function count() {
    let own = 0;
    for (const held of tenants.values()) if (held.own !== undefined) own += 1;
    return { own, none: tenants.size - own };
  }

  /** Gives each that was used another round. */
  function makeRoom(kept: HeldTenant, isMeant: (held: HeldTenant) => boolean): void {
    for (let looks = 2 * tenants.size; looks > 0; looks -= 1) {
      const [oldest] = tenants.values();
      if (oldest === undefined) return;
      tenants.delete(oldest.key);
      if (oldest !== kept && !oldest.isUsed && isMeant(oldest)) return;
      if (isMeant(oldest)) oldest.isUsed = false;
      tenants.set(oldest.key, oldest);
    }
  }
}
