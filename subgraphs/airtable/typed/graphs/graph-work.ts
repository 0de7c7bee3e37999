import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import type { Logger } from "../../../../kernel/logger.ts";
import type { ExtensionIndex } from "../../../../kernel/schema-extension/open-extension.ts";
import type { PackedSdl } from "../../../../kernel/schema-extension/packed-sdl.ts";
import { startThreads, type Threads } from "../../../../kernel/threads/start-threads.ts";
import type { PinnedGraph, PinQuestion } from "../naming/pin-graph.ts";
import type { GraphBreak, TypedGraph } from "../typed-graph.ts";

/** What takes long enough with a large graph to hold up others. */
export type GraphQuestion =
  | { readonly kind: "pin"; readonly question: PinQuestion }
  | { readonly kind: "print"; readonly graph: TypedGraph }
  | { readonly kind: "find breaks"; readonly former: TypedGraph; readonly next: TypedGraph };

export interface GraphAnswer {
  readonly pinned?: PinnedGraph;
  readonly printed?: PrintedGraph;
  readonly breaks?: readonly GraphBreak[];
}

/** The graph's SDL, as an extension of the subgraph's, and what is where in it. */
export interface PrintedGraph {
  readonly sdl: string;
  readonly packed: PackedSdl;
  readonly index: ExtensionIndex;
}

/** Work on whole graphs, off the event loop; tenants take turns. */
export interface GraphWork {
  pin(tenantId: TenantId, question: PinQuestion): Promise<PinnedGraph>;
  print(tenantId: TenantId, graph: TypedGraph): Promise<PrintedGraph>;
  findBreaks(tenantId: TenantId, former: TypedGraph, next: TypedGraph): Promise<readonly GraphBreak[]>;
  stop(): Promise<void>;
}

/** A graph of 60 tables with 40 fields takes a second and some 200 MB; this is for several times as much. */
const limits = { longestMs: 30_000, memoryMb: 1_024, youngMemoryMb: 16, waitingForOne: 20 };

/**
 * The thread starts with the first question: where nobody has a typed graph, there is none.
 * @param options.core SDL of the subgraph that graphs extend
 */
export function startGraphWork({ core, logger }: { core: string; logger: Logger }): GraphWork {
  let threads: Threads<GraphQuestion, GraphAnswer> | undefined;
  const ask = async (tenantId: TenantId, question: GraphQuestion) =>
    (threads ??= startGraphThreads(core, logger)).ask(question, tenantId);
  return {
    async pin(tenantId, question) {
      const { pinned } = await ask(tenantId, { kind: "pin", question });
      if (pinned === undefined) throw new TypeError("asked for a graph, and answered something else");
      return pinned;
    },
    async print(tenantId, graph) {
      const { printed } = await ask(tenantId, { kind: "print", graph });
      if (printed === undefined) throw new TypeError("asked for an SDL, and answered something else");
      return printed;
    },
    async findBreaks(tenantId, former, next) {
      const { breaks = [] } = await ask(tenantId, { kind: "find breaks", former, next });
      return breaks;
    },
    stop: async () => threads?.stop(),
  };
}

function startGraphThreads(core: string, logger: Logger): Threads<GraphQuestion, GraphAnswer> {
  const tooLarge = () => new AirgraphError("QUOTA_EXCEEDED", "The bases are too large for a typed graph.");
  return startThreads<GraphQuestion, GraphAnswer>({
    name: "The thread of typed graphs",
    module: new URL("./graph-thread", import.meta.url),
    workerData: { core },
    ...limits,
    logger,
    tookTooLong: tooLarge,
    tookTooMuch: tooLarge,
    tooMany: () =>
      new AirgraphError("RATE_LIMITED", "Too much is asked of one typed graph at once.", { retryAfterMs: 1_000 }),
  });
}
