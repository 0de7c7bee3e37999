import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { toldError } from "../../kernel/errors/told-error.ts";
import { isStream } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { Logger } from "../../kernel/logger.ts";
import { type PackedSdl, packedSdl } from "../../kernel/schema-extension/packed-sdl.ts";
import type { GraphHolder } from "./graph-choice.ts";

/** What a tenant's graph has besides the core. */
export interface TypedGraph {
  readonly version: string;
  /** Null when the version is the one that is known. */
  readonly packedSdl: PackedSdl | null;
  /** Whether all callers of the tenant have this graph. If not, it is to be asked for each by himself. */
  readonly isShared: boolean;
}

const typedGraphQuery = /* GraphQL */ `
  query TypedGraph($tenantId: ID!, $known: ID, $viewer: GraphViewerInput) {
    typedGraph(tenantId: $tenantId, known: $known, viewer: $viewer) { version packedSdl isShared }
  }
`;
const changesQuery = /* GraphQL */ `
  subscription TypedGraphsChanged { typedGraphsChanged { tenantId } }
`;

const answered = z.object({
  typedGraph: z
    .object({ version: z.string().min(1), packedSdl: packedSdl.nullable(), isShared: z.boolean() })
    .nullable(),
});
const event = z.object({ typedGraphsChanged: z.object({ tenantId: z.string().nullable() }) });
const caller = { kind: "service", name: "router" } as const;

/**
 * @returns null when the tenant has none
 * @throws Error, AirgraphError when it is not known
 */
export async function askTypedGraph(
  executor: CallerExecutor,
  { tenantId, viewer, known }: Pick<GraphHolder, "tenantId" | "viewer"> & { known: string | undefined },
): Promise<TypedGraph | null> {
  const variables = { tenantId, viewer, known };
  const result = await executor({ query: typedGraphQuery, variables, caller, requestId: randomUUID() });
  if (isStream(result)) throw new TypeError("a query answered with a stream");
  const [error] = result.errors ?? [];
  if (error !== undefined) throw toldError(error);
  return answered.parse(result.data).typedGraph;
}

const firstDelayMs = 500;
const longestDelayMs = 30_000;
/** A stream that lasted for so long was well. */
const wellMs = 10_000;

/**
 * Hears of changes for as long as it is not stopped, whatever becomes of the subgraph meanwhile.
 * @param options.changed with null when it is not known whose graphs have changed, as after every interruption
 */
export function followTypedGraphs(options: {
  executor: CallerExecutor;
  changed: (tenantId: string | null) => void;
  logger: Logger;
}): { stop(): Promise<void> } {
  const { executor, changed, logger } = options;
  const stopping = new AbortController();
  let events: AsyncIterator<unknown> | undefined;
  const following = follow();
  return {
    async stop() {
      stopping.abort();
      await events?.return?.();
      await following;
    },
  };

  async function follow(): Promise<void> {
    let delayMs = firstDelayMs;
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      try {
        await hear();
      } catch (err) {
        if (!stopping.signal.aborted) logger.debug({ err }, "changes of typed graphs are not told at the moment");
      }
      delayMs = performance.now() - startedAt > wellMs ? firstDelayMs : Math.min(longestDelayMs, delayMs * 2);
      await delay(delayMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }

  async function hear(): Promise<void> {
    const result = await executor({ query: changesQuery, caller, requestId: randomUUID() });
    if (!isStream(result)) throw new Error(`there is no stream: ${JSON.stringify(result.errors)}`);
    const iterator = result[Symbol.asyncIterator]();
    events = iterator;
    if (stopping.signal.aborted) {
      await iterator.return?.();
      return;
    }
    changed(null);
    for (let step = await iterator.next(); step.done !== true; step = await iterator.next())
      changed(event.parse(step.value.data).typedGraphsChanged.tenantId);
  }
}
