import { describe, expect, it } from "@jest/globals";
import { executeByOwn } from "./own-executor.ts";
import { faultKinds, runCases } from "./run-cases.ts";

const cases = 1_000;

describe("our executor of query plans", () => {
  it("answers as the stock executor does, as a plain one does and as is true, whatever subgraphs answer", async () => {
    const tally = await runCases(executeByOwn, { cases, seed: 1 });

    expect(tally.neverSeen).toEqual([]);
    expect(faultKinds.filter((kind) => !tally.faults.has(kind))).toEqual([]);
    expect(tally.truths).toBeGreaterThan(cases / 5);
    expect(tally.refused).toBeLessThan(cases / 5);
    expect(tally.known.get("the plan does not bring the truth") ?? 0).toBeLessThan(cases / 50);
  }, 240_000);
});
