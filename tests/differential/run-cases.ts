import { composeServices } from "@apollo/composition";
import { parse, validate } from "graphql";
import { type Chooser, chooserOf } from "./chooser.ts";
import { createFeatureCounts } from "./count-features.ts";
import { findDisagreements } from "./find-disagreements.ts";
import { type Case, judgeCase, type Run, type Verdict } from "./judge-case.ts";
import { answerFaults, type FaultKind, type Faults, valueFaults } from "./random-fault.ts";
import { type Graph, makeGraph } from "./random-graph.ts";
import { type RandomOperation, writeOperation } from "./random-operation.ts";
import { describeCase, reduceCase } from "./reduce-case.ts";
import { loadPlanned, type Planned } from "./stock-executor.ts";

/** Composing and planning take most of the time, so that each plan is run again and again with other data and faults. */
const casesPerOperation = 20;
const operationsPerGraph = 12;

export const faultKinds: readonly FaultKind[] = [...answerFaults, ...valueFaults];

/** What came up in a run, and how often. */
export interface Tally {
  readonly cases: number;
  readonly fetches: number;
  readonly faults: ReadonlyMap<FaultKind, number>;
  /** Cases without faults, of which the truth is known. */
  readonly truths: number;
  /** Cases in which a subgraph refused what the planner wrote. */
  readonly refused: number;
  /** By name, the places that a known difference was needed for. */
  readonly known: ReadonlyMap<string, number>;
  readonly neverSeen: readonly string[];
}

/**
 * Judges so many cases; which ones, the seed says.
 * @throws Error with the first case that fails, made as small as can be
 */
export async function runCases(run: Run, options: { cases: number; seed: number }): Promise<Tally> {
  const { cases, seed } = options;
  const features = createFeatureCounts();
  const counts = { cases: 0, fetches: 0, truths: 0, refused: 0 };
  const faults = new Map<FaultKind, number>();
  const known = new Map<string, number>();

  for (let number = 0; counts.cases < cases; number += 1) {
    const { graph, planned } = composeGraph(seed * 1_000 + number);
    features.countGraph(graph);
    for (const operation of writeOperations(graph, planned)) {
      features.countOperation(operation.source, planned.planFor(operation));
      for (let round = 0; round < casesPerOperation && counts.cases < cases; round += 1) {
        const { document, operationName, variables } = operation;
        const choose = chooserOf(`${operation.seed}/${round}`);
        const judged: Case = {
          graph,
          planned,
          document,
          operationName,
          variables: variables[round % variables.length] ?? {},
          salt: choose.below(1_000),
          faults: chooseFaults(choose),
        };
        const verdict = await judgeCase(run, judged);
        count(verdict);
        const finding = findDisagreements(verdict);
        for (const [name, times] of finding.known) known.set(name, (known.get(name) ?? 0) + times);
        if (finding.disagreements.length > 0) throw await failureOf(run, judged, verdict);
      }
    }
  }
  return { ...counts, faults, known, neverSeen: features.never() };

  function count(verdict: Verdict): void {
    counts.cases += 1;
    counts.fetches += verdict.exchanges.own.length;
    if (verdict.truth !== undefined) counts.truths += 1;
    if (verdict.isRefused) counts.refused += 1;
    for (const { kind } of verdict.applied.values()) faults.set(kind, (faults.get(kind) ?? 0) + 1);
  }
}

/** One of four cases is without. */
function chooseFaults(choose: Chooser): Faults | undefined {
  if (choose.once(4)) return undefined;
  const kinds = Array.from({ length: 1 + choose.below(3) }, () => choose.any(faultKinds) ?? "null");
  return { seed: String(choose.below(1_000_000)), kinds, inSoMany: choose.one([4, 8, 16]) };
}

/** Graphs compose nearly always. */
export function composeGraph(number: number): { readonly graph: Graph; readonly planned: Planned } {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const graph = makeGraph(number * 100 + attempt);
    const composed = composeServices(
      Object.entries(graph.subgraphs).map(([name, sdl]) => ({ name, typeDefs: parse(sdl) })),
    );
    if (composed.supergraphSdl !== undefined) return { graph, planned: loadPlanned(composed.supergraphSdl) };
  }
  throw new Error(`no graph of 20 composes: ${number}`);
}

/** Valid ones that can be planned. */
function* writeOperations(graph: Graph, planned: Planned) {
  let found = 0;
  for (let attempt = 0; found < operationsPerGraph && attempt < 60; attempt += 1) {
    const seed = `${graph.seed}/${attempt}`;
    const written: RandomOperation = writeOperation(planned.apiSchema, seed);
    const operation = { ...written, seed, document: parse(written.source) };
    if (validate(planned.apiSchema, operation.document).length > 0 || !canBePlanned(planned, operation)) continue;
    found += 1;
    yield operation;
  }
}

/** The planner gives up some operations, as too large or as a cycle. */
function canBePlanned(planned: Planned, operation: Pick<Case, "document" | "operationName">): boolean {
  try {
    planned.planFor(operation);
    return true;
  } catch {
    return false;
  }
}

async function failureOf(run: Run, failing: Case, { applied }: Verdict): Promise<Error> {
  const disagreementsOf = async (judged: Case) => findDisagreements(await judgeCase(run, judged)).disagreements;
  const smallest = await reduceCase(failing, [...applied.keys()], async (smaller) => {
    return (await disagreementsOf(smaller)).length > 0;
  });
  return new Error([...(await disagreementsOf(smallest)), describeCase(smallest)].join("\n"));
}
