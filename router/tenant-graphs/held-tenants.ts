import type { CoreSupergraph } from "../supergraph/load-supergraph.ts";
import type { Supergraph } from "../supergraph/supergraph.ts";
import type { ChosenGraph } from "./graph-choice.ts";

export interface OwnGraph {
  readonly version: string;
  /** Of the extension. */
  readonly sdl: string;
  readonly supergraph: Supergraph;
  /** What it extends. */
  readonly core: CoreSupergraph;
}

/** What is known of a tenant's graph. */
export interface HeldTenant {
  readonly tenantId: string;
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
  retryMs: number;
  isAwaitingRetry: boolean;
}

export interface HeldTenants {
  get(tenantId: string): HeldTenant | undefined;
  hold(tenantId: string): HeldTenant;
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
    get: (tenantId) => tenants.get(tenantId),
    hold(tenantId) {
      const known = tenants.get(tenantId);
      if (known !== undefined) return known;
      const held: HeldTenant = {
        tenantId,
        chosen: undefined,
        own: undefined,
        refused: undefined,
        refreshing: undefined,
        isUsed: true,
        isStale: false,
        retryMs: firstRetryMs,
        isAwaitingRetry: false,
      };
      tenants.set(tenantId, held);
      return held;
    },
    all: () => tenants.values(),
    settle(held) {
      // Dropped meanwhile, while somebody waited for it.
      if (!tenants.has(held.tenantId)) tenants.set(held.tenantId, held);
      const { own, none } = count();
      if (own > maximum) drop(held, (each) => each.own !== undefined);
      if (none > mostWithout) drop(held, (each) => each.own === undefined && each.refreshing === undefined);
    },
    counts: count,
  };

  function count() {
    let own = 0;
    for (const held of tenants.values()) if (held.own !== undefined) own += 1;
    return { own, none: tenants.size - own };
  }

  /** Gives each that was used another round. */
  function drop(kept: HeldTenant, isMeant: (held: HeldTenant) => boolean): void {
    for (let looks = 2 * tenants.size; looks > 0; looks -= 1) {
      const [oldest] = tenants.values();
      if (oldest === undefined) return;
      tenants.delete(oldest.tenantId);
      if (oldest !== kept && !oldest.isUsed && isMeant(oldest)) return;
      if (isMeant(oldest)) oldest.isUsed = false;
      tenants.set(oldest.tenantId, oldest);
    }
  }
}
