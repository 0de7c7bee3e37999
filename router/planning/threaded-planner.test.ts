import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "graphql";
import { silentLogger } from "../../kernel/logger.ts";
import { createPlanner, type Planner } from "./planner.ts";
import { startThreadedPlanner } from "./threaded-planner.ts";

const sdl = readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8");

describe("a planner on a thread of its own", () => {
  let planner: Planner;
  beforeAll(() => {
    planner = startThreadedPlanner({ sdl, logger: silentLogger });
  });
  afterAll(() => planner.stop());

  it("plans as one on this thread does", async () => {
    const source = "query Q($id: ID!) { run(id: $id) { status startedBy { username } record { cells } } }";
    const planned = await planner.plan({ source, operationName: "Q", onBehalfOf: "a" });
    expect(planned).toEqual(JSON.parse(JSON.stringify(createPlanner(sdl)(parse(source), "Q"))));
  });

  it("plans the next one after one that can't be planned", async () => {
    const ask = async (source: string) => planner.plan({ source, operationName: undefined, onBehalfOf: "a" });
    const [bad, good] = await Promise.allSettled([ask("{ nobodyKnowsThis }"), ask("{ me { id } }")]);
    expect([bad.status, good.status]).toEqual(["rejected", "fulfilled"]);
  });

  it("tells somebody who sends very many at once to wait, and nobody else", async () => {
    const flood = Array.from({ length: 200 }, async (_, index) =>
      planner.plan({ source: `{ a${index}: me { id } }`, operationName: undefined, onBehalfOf: "flood" }),
    );
    const other = planner.plan({ source: "{ other: me { id } }", operationName: undefined, onBehalfOf: "b" });
    const outcomes = await Promise.allSettled(flood);
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every((error) => error.code === "RATE_LIMITED")).toBe(true);
    await expect(other).resolves.toMatchObject({ kind: "QueryPlan" });
  });

  it("lets nobody wait for ever when it is stopped", async () => {
    const stopped = startThreadedPlanner({ sdl, logger: silentLogger });
    const planning = stopped.plan({ source: "{ me { id } }", operationName: undefined, onBehalfOf: "a" });
    await Promise.all([expect(planning).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" }), stopped.stop()]);
  });
});
