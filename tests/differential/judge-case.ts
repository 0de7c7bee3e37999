import type { DocumentNode } from "graphql";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import { type Ask, createSubgraph, executeFromWorld, refusal, type SubgraphRequest } from "./answer-subgraph.ts";
import type { AnswerPath } from "./find-differences.ts";
import { executePlainly } from "./plain-executor.ts";
import { type AppliedFault, type Faults, meaningOf, withFaults } from "./random-fault.ts";
import type { Graph } from "./random-graph.ts";
import type { Operation, Planned } from "./stock-executor.ts";

/** One run of one operation, that can be run again. */
export interface Case {
  readonly graph: Graph;
  readonly planned: Planned;
  readonly document: DocumentNode;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Other values in the same graph. */
  readonly salt: number;
  readonly faults?: Faults | undefined;
}

/** Runs an operation on a supergraph, by the executor that is judged. */
export type Run = (
  planned: Planned,
  asks: Readonly<Record<string, Ask>>,
  operation: Operation,
) => Promise<ExecutionResult>;

/** What somebody asked a subgraph, and what came. */
export interface Exchange {
  /** As `meaningOf` has it. */
  readonly fetch: string;
  readonly request: SubgraphRequest;
  /** JSON, since executors write into what they are given; undefined when the subgraph could not be asked. */
  readonly answer: string | undefined;
}

export interface Verdict {
  readonly judged: Case;
  readonly stock: ExecutionResult;
  readonly own: ExecutionResult;
  readonly plain: ExecutionResult;
  /** What is true; absent where faults were injected, or a fetch did not fit its subgraph. */
  readonly truth: ExecutionResult | undefined;
  readonly applied: ReadonlyMap<string, AppliedFault>;
  readonly exchanges: Readonly<Record<"stock" | "own" | "plain", readonly Exchange[]>>;
  /** The planner wrote a fetch that its subgraph refused. */
  readonly isRefused: boolean;
}

/** What all judges say of a case. */
export async function judgeCase(run: Run, judged: Case): Promise<Verdict> {
  const { graph, planned, faults, document, operationName, variables } = judged;
  const world = { ...graph.world, salt: judged.salt };
  const applied = new Map<string, AppliedFault>();
  const exchanges: { stock: Exchange[]; own: Exchange[]; plain: Exchange[] } = { stock: [], own: [], plain: [] };
  let isRefused = false;

  const stock = await survive(() => planned.executeByStock(asksOf(exchanges.stock), judged));
  const own = await run(planned, asksOf(exchanges.own), judged);
  const plain = await executePlainly(planned, asksOf(exchanges.plain), judged);
  const hasTruth = applied.size === 0 && !isRefused;
  const truth = hasTruth ? executeFromWorld(world, planned.apiSchema, document, operationName, variables) : undefined;
  return { judged, stock, own, plain, truth, applied, exchanges, isRefused };

  function asksOf(told: Exchange[]): Record<string, Ask> {
    const subgraphs = Object.entries(graph.subgraphs).map(([name, sdl]): [string, Ask] => {
      const ask = withFaults(name, createSubgraph(world, sdl), faults, applied);
      return [name, recorded(name, ask, told)];
    });
    return Object.fromEntries(subgraphs);
  }

  function recorded(name: string, ask: Ask, told: Exchange[]): Ask {
    return async (request) => {
      const kept = { fetch: meaningOf(name, request.query), request };
      try {
        const answer = await ask(request);
        told.push({ ...kept, answer: JSON.stringify(answer) });
        if (answer.errors?.some(({ extensions }) => extensions?.["code"] === refusal.code)) isRefused = true;
        return answer;
      } catch (error) {
        told.push({ ...kept, answer: undefined });
        throw error;
      }
    };
  }
}

/** What stock tells of values that may not be null. */
export function completionsOf({ extensions }: ExecutionResult): readonly { readonly path?: AnswerPath }[] {
  const found: unknown = extensions?.["valueCompletion"];
  return Array.isArray(found) ? found : [];
}

/** Stock throws for some of what subgraphs answer; its server then tells the client the message and nothing else. */
async function survive(execute: () => Promise<ExecutionResult>): Promise<ExecutionResult> {
  try {
    return await execute();
  } catch (error) {
    return { errors: [{ message: error instanceof Error ? error.message : String(error) }] };
  }
}
