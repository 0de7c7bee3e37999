import { describe, expect, it } from "@jest/globals";
import { parse, print, validate } from "graphql";
import { systemClock } from "../../kernel/clock.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { openUngatedRouter } from "../../router/operation/run-ungated.ts";
import { mendSupergraph } from "../../router/planning/mend-supergraph.ts";
import { partOfSupergraph, readWhole } from "../../router/planning/part-of-supergraph.ts";
import {
  createInlinePlanner,
  createPlannerOn,
  type Planner,
  type StartPlanner,
} from "../../router/planning/planner.ts";
import { createSubgraph, executeFromWorld } from "./answer-subgraph.ts";
import { findDifferences } from "./find-differences.ts";
import { executorOf } from "./own-executor.ts";
import { planNames, writeOperation } from "./random-operation.ts";
import { composeGraph } from "./run-cases.ts";

const graphs = 4;
const operationsPerGraph = 12;
const worlds = 5;

describe("the router", () => {
  it.each([
    ["of its own", createInlinePlanner],
    ["that it makes on the part of the supergraph that the operation needs", planOnParts],
  ])(
    "answers the truth by plans %s, also where a client gives names of keys to other fields",
    async (_which, plan) => {
      const wrong: string[] = [];
      for (let number = 0; number < graphs; number += 1) wrong.push(...(await findWrong(7_000 + number, plan)));
      expect(wrong).toEqual([]);
    },
    240_000,
  );
});

function planOnParts(sdl: string): Planner {
  const mended = mendSupergraph(sdl);
  const whole = readWhole(parse(mended.sdl, { noLocation: true }));
  return {
    ready: Promise.resolve(),
    async plan({ source, operationName }) {
      const document = parse(source, { noLocation: true });
      return createPlannerOn(partOfSupergraph(whole, document), mended)(document, operationName);
    },
    stop: async () => {},
  };
}

async function findWrong(number: number, plan: StartPlanner): Promise<string[]> {
  const { graph, planned } = composeGraph(number);
  const router = openUngatedRouter(planned.sdl, { clock: systemClock, logger: silentLogger, plan });
  const wrong: string[] = [];
  let found = 0;
  for (let attempt = 0; found < operationsPerGraph && attempt < 60; attempt += 1) {
    const written = writeOperation(planned.apiSchema, `${graph.seed}/own/${attempt}`, planNames);
    const document = parse(written.source);
    if (validate(planned.apiSchema, document).length > 0) continue;
    found += 1;
    for (let salt = 0; salt < worlds; salt += 1) {
      const world = { ...graph.world, salt };
      const executors = Object.fromEntries(
        Object.entries(graph.subgraphs).map(([name, sdl]) => [name, executorOf(createSubgraph(world, sdl))]),
      );
      const { operationName } = written;
      const variables = written.variables[salt % written.variables.length] ?? {};
      const own = await router.run(executors, { query: print(document), operationName, variables });
      const truth = executeFromWorld(world, planned.apiSchema, document, operationName, variables);
      const differences = findDifferences(truth.data ?? null, own.data ?? null);
      if (differences.length === 0 && own.errors === undefined) continue;
      wrong.push(
        `graph ${graph.seed}, salt ${salt}: ${JSON.stringify([differences.slice(0, 3), own.errors])}\n${print(document)} ${JSON.stringify(variables)}`,
      );
      break;
    }
  }
  await router.stop();
  return wrong;
}
