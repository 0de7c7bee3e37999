import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createRetryBudget } from "./retry-budget.ts";

describe("a retry budget", () => {
  it("never gives more than its share of the requests, besides the ten that it begins with", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 500 }), fc.constantFrom(0, 0.05, 0.1, 1), (steps, share) => {
        const budget = createRetryBudget(share);
        let requests = 0;
        let taken = 0;
        for (const isRequest of steps) {
          if (isRequest) {
            requests += 1;
            budget.onRequest();
          } else if (budget.take()) taken += 1;
          expect(taken).toBeLessThanOrEqual((share === 0 ? 0 : 10) + requests * share + 1e-6);
        }
      }),
    );
  });

  it("gives one for ten requests at a share of a tenth, when it is used up", () => {
    const budget = createRetryBudget(0.1);
    while (budget.take());
    for (let round = 0; round < 20; round += 1) {
      for (let request = 0; request < 10; request += 1) budget.onRequest();
      expect([budget.take(), budget.take()]).toEqual([true, false]);
    }
  });
});
