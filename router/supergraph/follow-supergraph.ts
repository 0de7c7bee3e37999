import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { findBreakingChanges, type GraphQLSchema, isEnumType, Kind } from "graphql";
import type { Logger } from "../../kernel/logger.ts";
import type { CoreSupergraph } from "./load-supergraph.ts";
import type { Supergraph } from "./supergraph.ts";
import { type SupergraphWatch, unwatched } from "./supergraph-watch.ts";
import { warmUp } from "./warm-up.ts";

/** What becomes of a supergraph in which clients' operations would no longer be valid. */
export const breakingPolicies = ["refuse", "accept"] as const;
export type BreakingPolicy = (typeof breakingPolicies)[number];

const lookEveryMs = 1_000;
const warming = { documents: 200, longestMs: 30_000 };

/**
 * Looks after a file that holds the supergraph, and lets a new one take the former's place without a request being lost. One that
 * is none, that names subgraphs nobody knows, or that would break clients is refused and told of, and the former goes on.
 */
export function followSupergraph(options: {
  file: string;
  breaking: BreakingPolicy;
  subgraphs: readonly string[];
  current: () => CoreSupergraph;
  load: (sdl: string) => CoreSupergraph;
  replace: (next: CoreSupergraph) => void;
  watch?: Pick<SupergraphWatch, "reloaded">;
  logger: Logger;
}): { stop(): Promise<void> } {
  const { file, breaking, subgraphs, current, load, replace, watch = unwatched, logger } = options;
  let seen = current().sdl;
  const stopping = new AbortController();
  const following = follow();

  return {
    async stop() {
      stopping.abort();
      await following;
    },
  };

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      await delay(lookEveryMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
      const sdl = await readFile(file, "utf8").catch(() => undefined);
      // A file that is away for a moment is being replaced.
      if (sdl === undefined || sdl === seen || stopping.signal.aborted) continue;
      seen = sdl;
      await take(sdl);
    }
  }

  async function take(sdl: string): Promise<void> {
    let next: CoreSupergraph | undefined;
    try {
      next = load(sdl);
      const problems = findProblems(next);
      if (problems.length > 0) {
        logger.error(
          { file, problems: problems.slice(0, 20) },
          "a supergraph was refused: it does not fit what is here",
        );
        watch.reloaded("refused");
        await next.stop();
        return;
      }
      await next.ready;
      await warmUp({ former: current(), next, ...warming, signal: stopping.signal });
      replace(next);
      watch.reloaded("accepted");
      logger.info({ file }, "another supergraph has taken the former's place");
    } catch (err) {
      logger.error({ err, file }, "a supergraph was refused: it can't be loaded");
      watch.reloaded("refused");
      await next?.stop();
    }
  }

  function findProblems(next: Supergraph): string[] {
    const unknown = namedSubgraphs(next.supergraphSchema).filter((name) => !subgraphs.includes(name));
    const changes = breaking === "accept" ? [] : findBreakingChanges(current().apiSchema, next.apiSchema);
    return [
      ...unknown.map((name) => `it names the subgraph ${name}, which nobody knows`),
      ...changes.map(({ description }) => `it would break clients: ${description}`),
    ];
  }
}

/** By the names that their executors have. */
function namedSubgraphs(schema: GraphQLSchema): string[] {
  const graphs = schema.getType("join__Graph");
  if (!isEnumType(graphs)) return [];
  return graphs.getValues().flatMap(({ astNode }) => {
    const name = astNode?.directives
      ?.find((directive) => directive.name.value === "join__graph")
      ?.arguments?.find((argument) => argument.name.value === "name")?.value;
    return name?.kind === Kind.STRING ? [name.value] : [];
  });
}
