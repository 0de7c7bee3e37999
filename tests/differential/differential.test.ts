import { composeServices } from "@apollo/composition";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parse, validate } from "graphql";
import { createFeatureCounts } from "./count-features.ts";
import { findDisagreements } from "./find-disagreements.ts";
import { type Case, judgeCase, type Verdict } from "./judge-case.ts";
import { executeByOwn } from "./own-executor.ts";
import { answerFaults, type FaultKind, valueFaults } from "./random-fault.ts";
import { type Graph, makeGraph } from "./random-graph.ts";
import { type RandomOperation, writeOperation } from "./random-operation.ts";
import { describeCase, reduceCase } from "./reduce-case.ts";
import { loadPlanned, type Planned } from "./stock-executor.ts";

/** `DIFFERENTIAL_RUNS=20000 npm test -- tests/differential` runs more, on more graphs; `DIFFERENTIAL_SEED` others. */
const runs = Number(process.env["DIFFERENTIAL_RUNS"] ?? 250);
const seed = Number(process.env["DIFFERENTIAL_SEED"] ?? 1);
const isLong = runs > 250;
/** Composing and planning take most of the time, so that each plan is run again and again with other data and faults. */
const graphs = Math.max(5, Math.ceil(runs / 400));
const operationsPerGraph = 8;

interface Prepared {
  readonly graph: Graph;
  readonly planned: Planned;
  readonly operations: readonly (RandomOperation & Pick<Case, "document">)[];
}

const variants = fc.record({
  graph: fc.nat({ max: graphs - 1 }),
  operation: fc.nat({ max: operationsPerGraph - 1 }),
  variables: fc.nat({ max: 2 }),
  salt: fc.nat({ max: 1_000 }),
  faults: fc.option(
    fc.record({
      seed: fc.string({ maxLength: 4 }),
      kinds: fc.subarray<FaultKind>([...answerFaults, ...valueFaults], { minLength: 1, maxLength: 3 }),
      inSoMany: fc.constantFrom(4, 8, 16),
    }),
    { nil: undefined },
  ),
});

describe("our executor of query plans", () => {
  it(
    "answers as the stock executor does, as a plain one does and as is true, whatever subgraphs answer",
    async () => {
      const features = createFeatureCounts();
      const prepared = new Map<number, Prepared>();
      const known = new Map<string, number>();
      const counted = { runs: 0, fetches: 0, faults: 0, truths: 0, refused: 0 };
      const faults = new Set<FaultKind>();

      await fc.assert(
        fc.asyncProperty(variants, async (variant) => {
          const number = seed * 1_000 + variant.graph;
          const found = prepared.get(number) ?? prepare(number, features);
          prepared.set(number, found);
          const { graph, planned, operations } = found;
          const operation = operations[variant.operation % operations.length];
          if (operation === undefined) return;
          const { salt, faults: injected } = variant;
          const judged: Case = {
            graph,
            planned,
            document: operation.document,
            operationName: operation.operationName,
            variables: operation.variables[variant.variables] ?? {},
            salt,
            faults: injected,
          };
          const verdict = await judgeCase(executeByOwn, judged);
          count(verdict);
          const { disagreements, known: explained } = findDisagreements(verdict);
          for (const name of explained) known.set(name, (known.get(name) ?? 0) + 1);
          if (disagreements.length > 0) await fail(judged, verdict);
        }),
        { numRuns: runs, seed, endOnFailure: true },
      );

      const told = [...known].map(([name, times]) => `  ${times} × ${name}`).join("\n");
      if (isLong) process.stdout.write(`${JSON.stringify(counted)}\nknown differences from stock:\n${told}\n`);
      expect(features.never()).toEqual([]);
      expect([...answerFaults, ...valueFaults].filter((kind) => !faults.has(kind))).toEqual([]);
      expect(counted.truths).toBeGreaterThan(runs / 5);
      expect(counted.refused).toBeLessThan(counted.runs / 5);

      function count(verdict: Verdict): void {
        counted.runs += 1;
        counted.fetches += verdict.fetches;
        counted.faults += verdict.applied.size;
        if (verdict.truth !== undefined) counted.truths += 1;
        if (verdict.isRefused) counted.refused += 1;
        for (const kind of verdict.applied.values()) faults.add(kind);
      }
    },
    isLong ? 3_600_000 : 120_000,
  );
});

function prepare(number: number, features: ReturnType<typeof createFeatureCounts>): Prepared {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const graph = makeGraph(number * 100 + attempt);
    const composed = composeServices(
      Object.entries(graph.subgraphs).map(([name, sdl]) => ({ name, typeDefs: parse(sdl) })),
    );
    if (composed.supergraphSdl === undefined) continue;
    const planned = loadPlanned(composed.supergraphSdl);
    features.countGraph(graph);
    return { graph, planned, operations: writeOperations(graph, planned, features) };
  }
  throw new Error(`no graph of 20 composes: ${number}`);
}

/** Valid ones that can be planned. */
function writeOperations(graph: Graph, planned: Planned, features: ReturnType<typeof createFeatureCounts>) {
  const operations: (RandomOperation & Pick<Case, "document">)[] = [];
  for (let attempt = 0; operations.length < operationsPerGraph && attempt < 60; attempt += 1) {
    const written = writeOperation(planned.apiSchema, `${graph.seed}/${attempt}`);
    const operation = { ...written, document: parse(written.source) };
    if (validate(planned.apiSchema, operation.document).length > 0 || !canBePlanned(planned, operation)) continue;
    features.countOperation(operation.source, planned.planFor(operation));
    operations.push(operation);
  }
  return operations;
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

async function fail(failing: Case, { applied }: Verdict): Promise<never> {
  const disagreementsOf = async (judged: Case) =>
    findDisagreements(await judgeCase(executeByOwn, judged)).disagreements;
  const smallest = await reduceCase(failing, applied, async (smaller) => (await disagreementsOf(smaller)).length > 0);
  const disagreements = await disagreementsOf(smallest);
  throw new Error([...disagreements, describeCase(smallest)].join("\n"));
}
