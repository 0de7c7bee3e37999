import { isActor } from "../../kernel/authorization/refusals.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { Actor, Caller } from "../../kernel/identity/caller.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { CoreSupergraph } from "../supergraph/load-supergraph.ts";
import type { Supergraph } from "../supergraph/supergraph.ts";
import type { SupergraphSource } from "../supergraph/supergraph-source.ts";
import { warmUp } from "../supergraph/warm-up.ts";
import { askTypedGraph, followTypedGraphs } from "./ask-typed-graph.ts";
import { extendSupergraph } from "./extend-supergraph.ts";
import { type ChosenGraph, type GraphChoice, type GraphListener, holderOf, tenantOf } from "./graph-choice.ts";
import { type GraphWorkers, RefusedExtension, type StartGraphWorkers } from "./graph-workers.ts";
import { createHeldTenants, type HeldTenant, type OwnGraph } from "./held-tenants.ts";
import type { TenantGraphsWatch } from "./tenant-graphs-watch.ts";

export interface TenantGraphs extends GraphChoice {
  /** How many tenants are known to have a graph of their own, and to have none. */
  held(): { readonly own: number; readonly none: number };
  stop(): Promise<void>;
}

/** How long the first operation of a tenant waits for the tenant's graph. Most have it after tenths of a second; else they fail. */
const firstMs = 10_000;
/** Graphs in use are asked for again so often, which also keeps the subgraph looking after them. */
const againMs = 60_000;
const askedAtOnce = 4;
/** Documents that do not fit a graph have it asked for at most so often. */
const doubtMs = 1_000;
/** What can't be had or loaded is tried again after so long, and later each time. */
const retry = { firstMs: 1_000, longestMs: 60_000 };
/** Nobody waits longer for a new graph than this because of what is planned beforehand. */
const warming = { documents: 50, longestMs: 1_500 };
/** Operations that began on a former core end with it. */
const formerMs = 60_000;

/**
 * Each tenant's own graph: the core and what the subgraph says that the tenant has besides. Loaded when somebody of the tenant first
 * asks for something, kept as long as there is room, and replaced when it changes, beside the operations that are under way.
 * A tenant is always in one of these states:
 *
 * - not held: nobody has asked, or not lately.
 * - held without a choice: the first who asked wait, until it is loaded or they have waited long enough.
 * - held with a choice: that is what everybody gets, and it goes on while the subgraph is away, while a new one is loaded, and when
 *   a new one is refused. Until it is known once, the choice is the core, standing in.
 */
export function createTenantGraphs(options: {
  supergraphs: SupergraphSource;
  subgraph: string;
  executor: CallerExecutor;
  startWorkers: StartGraphWorkers;
  /** How many graphs are kept. */
  maximum: number;
  watch: TenantGraphsWatch;
  logger: Logger;
}): TenantGraphs {
  const { supergraphs, subgraph, executor, startWorkers, maximum, watch, logger } = options;
  const stopping = new AbortController();
  const listeners = new Set<GraphListener>();
  const tenants = createHeldTenants({ maximum });
  /** Tenants that hide data from some of their callers, so that each caller has a graph of his own. */
  const divided = new Set<string>();
  let core = supergraphs.current();
  let coreChosen: ChosenGraph = { supergraph: core, isStandIn: false };
  let standIn: ChosenGraph = { supergraph: core, isStandIn: true };
  let workers: GraphWorkers | undefined;
  const formerWorkers = new Set<GraphWorkers>();

  const forgetCore = supergraphs.onChange((next) => {
    if (next !== core) replaceCore(next);
  });
  const following = followTypedGraphs({ executor, changed: hearOfChange, logger });
  const timer = setInterval(() => void askAgain(), againMs);
  timer.unref();

  return {
    of: choose,
    renewed,
    present: (caller) => tenants.get(keyOf(caller) ?? "")?.chosen?.supergraph ?? coreChosen.supergraph,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    held: () => tenants.counts(),
    async stop() {
      stopping.abort();
      clearInterval(timer);
      forgetCore();
      await following.stop();
      await Promise.all([workers, ...formerWorkers].map(async (each) => each?.stop()));
    },
  };

  function choose(caller: Caller): ChosenGraph | Promise<ChosenGraph> {
    const key = keyOf(caller);
    if (key === undefined) return coreChosen;
    const held = tenants.get(key);
    if (held?.chosen === undefined) return isActor(caller) ? firstOf(caller) : coreChosen;
    held.isUsed = true;
    if (held.isStale) void refresh(held);
    return held.chosen;
  }

  async function renewed(caller: Caller): Promise<ChosenGraph> {
    const held = tenants.get(keyOf(caller) ?? "");
    const now = performance.now();
    if (held !== undefined && (held.refreshing !== undefined || now - held.doubtedAt >= doubtMs)) {
      held.doubtedAt = now;
      await within(firstMs, refresh(held));
    }
    return choose(caller);
  }

  /** Undefined for who acts in no tenant. Those of most tenants are the tenant's id, so that nothing has to be made for a request. */
  function keyOf(caller: Caller): string | undefined {
    const tenantId = tenantOf(caller);
    if (tenantId === undefined || !divided.has(tenantId)) return tenantId;
    return isActor(caller) ? holderOf(caller, false).key : undefined;
  }

  async function firstOf(caller: Actor): Promise<ChosenGraph> {
    const held = tenants.hold(holderOf(caller, !divided.has(caller.tenantId)));
    held.isUsed = true;
    await within(firstMs, refresh(held));
    if (held.isMoved) return choose(caller);
    // Whoever comes while it still can't be had does not wait again.
    return (held.chosen ??= standIn);
  }

  /** Asks for a tenant's graph; several who want that at once are one. Never fails. */
  function refresh(held: HeldTenant): Promise<void> {
    held.isStale = false;
    held.refreshing ??= ask(held).finally(() => {
      held.refreshing = undefined;
      if (held.isStale && !stopping.signal.aborted) void refresh(held);
    });
    return held.refreshing;
  }

  async function ask(held: HeldTenant): Promise<void> {
    const startedAt = performance.now();
    const { tenantId } = held;
    try {
      const known = held.refused ?? (held.own?.core === core ? held.own.version : undefined);
      const typed = await askTypedGraph(executor, { ...held, known });
      held.retryMs = retry.firstMs;
      if (typed !== null && typed.isShared !== (held.viewer === undefined)) {
        move(held, typed.isShared);
        watch.asked("unchanged", performance.now() - startedAt);
      } else if (typed === null) {
        const isNews = held.own !== undefined || held.chosen?.isStandIn !== false;
        held.own = undefined;
        held.refused = undefined;
        if (isNews) put(held, coreChosen);
        watch.asked("none", performance.now() - startedAt);
      } else if (typed.packedSdl === null) watch.asked("unchanged", performance.now() - startedAt);
      else {
        await load(held, { version: typed.version, packed: typed.packedSdl });
        watch.asked("loaded", performance.now() - startedAt);
      }
    } catch (err) {
      if (stopping.signal.aborted) return;
      const isRefused = err instanceof RefusedExtension;
      watch.asked(isRefused ? "refused" : "failed", performance.now() - startedAt);
      logger[isRefused ? "error" : "warn"](
        { err, tenantId },
        isRefused ? "a tenant's graph was refused: it does not fit the core" : "a tenant's graph is not to be had",
      );
      if (held.chosen === undefined) put(held, standIn);
      later(held);
    }
  }

  /** The tenant has begun or ceased to hide data from some: whoever comes next asks anew. What is under way goes on. */
  function move(held: HeldTenant, isShared: boolean): void {
    held.isMoved = true;
    if (isShared) divided.delete(held.tenantId);
    else divided.add(held.tenantId);
    tenants.drop(held);
  }

  /** @throws RefusedExtension, AirgraphError; then the former goes on */
  async function load(held: HeldTenant, { version, packed }: Pick<OwnGraph, "version" | "packed">): Promise<void> {
    const { tenantId } = held;
    workers ??= startWorkers({ sdl: core.sdl, subgraph });
    const asked = { tenantId, version, packed };
    const on = core;
    const isTwin = ({ tenantId: of, own }: HeldTenant) =>
      of === tenantId && own?.version === version && own.core === on;
    const twin = held.viewer && [...tenants.all()].find(isTwin)?.own;
    if (twin !== undefined) {
      held.own = twin;
      put(held, { supergraph: twin.supergraph, isStandIn: false });
      return;
    }
    const planner = workers.planner(asked);
    try {
      const loaded = await workers.load(asked);
      const supergraph = extendSupergraph(on, { ...loaded, graph: { subgraph, version }, planner });
      // What came to the core while it stood in was not typed, and is not planned for nothing.
      const former = held.own?.supergraph;
      if (former !== undefined) await warmUp({ former, next: supergraph, ...warming, signal: stopping.signal });
      held.own = { version, packed, supergraph, core: on };
      held.refused = undefined;
      // Another core may have come meanwhile.
      if (on === core) put(held, { supergraph, isStandIn: false });
      else held.isStale = true;
    } catch (error) {
      if (error instanceof RefusedExtension) held.refused = version;
      throw error;
    }
  }

  function put(held: HeldTenant, chosen: ChosenGraph): void {
    const former = held.chosen;
    held.chosen = chosen;
    tenants.settle(held);
    if (former === undefined || former.supergraph === chosen.supergraph) return;
    tell((caller) => keyOf(caller) === held.key);
  }

  function later(held: HeldTenant): void {
    // Its changes are heard of while it can't be had, and each time it is asked for in vain.
    if (held.isAwaitingRetry) return;
    held.isAwaitingRetry = true;
    const waitMs = held.retryMs;
    held.retryMs = Math.min(retry.longestMs, waitMs * 2);
    const again = setTimeout(() => {
      held.isAwaitingRetry = false;
      if (!stopping.signal.aborted && tenants.get(held.key) === held) void refresh(held);
    }, waitMs);
    again.unref();
  }

  function tell(isConcerned: (caller: Caller) => boolean): void {
    for (const { changed } of listeners) changed(isConcerned);
  }

  function isWaitedFor(key: string): boolean {
    return [...listeners].some((listener) => listener.isWaitingFor((caller) => keyOf(caller) === key));
  }

  function hearOfChange(tenantId: string | null): void {
    if (tenantId === null) {
      for (const held of tenants.all()) held.isStale = true;
      void askAgain();
      return;
    }
    if (divided.has(tenantId)) {
      for (const held of tenants.all()) if (held.tenantId === tenantId) hear(held);
      return;
    }
    const holder = { key: tenantId, tenantId };
    const held = tenants.get(tenantId) ?? (isWaitedFor(tenantId) ? tenants.hold(holder) : undefined);
    if (held !== undefined) hear(held);
  }

  function hear(held: HeldTenant): void {
    held.isStale = true;
    if (held.refreshing === undefined) void refresh(held);
  }

  /** Those in use are asked for; the others when somebody asks again. */
  async function askAgain(): Promise<void> {
    const due = [...tenants.all()].filter((held) => {
      const isInUse = held.isUsed || isWaitedFor(held.key);
      held.isUsed = false;
      held.isStale = true;
      return isInUse;
    });
    const queue = due.values();
    const askInTurn = async () => {
      for (const held of queue) if (!stopping.signal.aborted) await refresh(held);
    };
    await Promise.all(Array.from({ length: askedAtOnce }, askInTurn));
  }

  /** Who has only the core has the next one at once; extensions are put on it one by one, and their former graphs go on until then. */
  function replaceCore(next: CoreSupergraph): void {
    core = next;
    coreChosen = { supergraph: next, isStandIn: false };
    standIn = { supergraph: next, isStandIn: true };
    const former = workers;
    workers = undefined;
    const withOwn = [...tenants.all()].filter((held) => held.own !== undefined);
    for (const held of tenants.all()) {
      held.refused = undefined;
      if (held.own === undefined && held.chosen !== undefined)
        held.chosen = held.chosen.isStandIn ? standIn : coreChosen;
    }
    tell((caller) => tenants.get(keyOf(caller) ?? "")?.own === undefined);
    void moveAll(withOwn).finally(() => {
      if (former === undefined) return;
      formerWorkers.add(former);
      if (stopping.signal.aborted) void former.stop();
      const end = setTimeout(() => {
        formerWorkers.delete(former);
        void former.stop();
      }, formerMs);
      end.unref();
    });
  }

  async function moveAll(all: readonly HeldTenant[]): Promise<void> {
    for (const held of all) {
      const { own, tenantId } = held;
      if (own === undefined || stopping.signal.aborted) continue;
      try {
        await load(held, own);
      } catch (err) {
        logger.error({ err, tenantId }, "a tenant's graph does not fit another core");
        held.own = undefined;
        put(held, standIn);
        later(held);
      }
    }
  }
}

/** No longer than that. */
async function within(longestMs: number, work: Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, longestMs);
    timer.unref();
    void work.finally(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Whether the supergraph knows of tenants' own graphs at all. */
export function tellsTypedGraphs({ supergraphSchema }: Supergraph): boolean {
  const query = supergraphSchema.getQueryType()?.getFields()["typedGraph"];
  return query !== undefined && supergraphSchema.getSubscriptionType()?.getFields()["typedGraphsChanged"] !== undefined;
}
