import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { type Admission, type CallOutcome, createCircuitBreaker } from "./circuit-breaker.ts";

const terms = { failureShare: 0.5, minimumCalls: 4, windowMs: 1_000, pauseMs: 500 };

function breaker() {
  let now = 1_000_000;
  const changes: string[] = [];
  const made = createCircuitBreaker({ ...terms, clock: { now: () => now }, onChange: (phase) => changes.push(phase) });
  const call = (outcome: CallOutcome) => {
    const admission = made.admit();
    if (admission.kind !== "refused") made.settle(admission, outcome);
    return admission.kind;
  };
  return {
    ...made,
    changes,
    call,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe("a circuit breaker", () => {
  it("lets calls pass while fewer fail than it minds", () => {
    const { call, changes } = breaker();
    for (let index = 0; index < 100; index += 1) {
      expect(call("succeeded")).toBe("admitted");
      expect(call("succeeded")).toBe("admitted");
      expect(call("failed")).toBe("admitted");
    }
    expect(changes).toEqual([]);
  });

  it("says nothing of a few calls", () => {
    const { call } = breaker();
    for (let index = 0; index < 3; index += 1) expect(call("failed")).toBe("admitted");
    expect(call("succeeded")).toBe("admitted");
  });

  it("refuses calls at once, and says for how long, when too many failed", () => {
    const { call, admit, pass, changes } = breaker();
    for (let index = 0; index < 4; index += 1) call("failed");
    expect(admit()).toEqual({ kind: "refused", retryAfterMs: 500 });
    pass(200);
    expect(admit()).toEqual({ kind: "refused", retryAfterMs: 300 });
    expect(changes).toEqual(["open"]);
  });

  it("forgets failures that are older than its window", () => {
    const { call, pass } = breaker();
    for (let round = 0; round < 20; round += 1) {
      for (let index = 0; index < 3; index += 1) expect(call("failed")).toBe("admitted");
      pass(1_100);
    }
  });

  it("counts no call that was given up", () => {
    const { call } = breaker();
    for (let index = 0; index < 100; index += 1) expect(call("abandoned")).toBe("admitted");
  });

  it("lets one call at a time probe when the pause is over, and closes when it succeeds", () => {
    const { call, admit, settle, pass, changes } = breaker();
    for (let index = 0; index < 4; index += 1) call("failed");
    pass(500);
    const probe = admit();
    expect(probe).toEqual({ kind: "probe" });
    expect(admit()).toMatchObject({ kind: "refused" });
    settle(probe, "succeeded");
    expect(admit()).toEqual({ kind: "admitted" });
    expect(changes).toEqual(["open", "closed"]);
  });

  it("waits again when the probe fails, and probes again when the probe was given up", () => {
    const { call, pass } = breaker();
    for (let index = 0; index < 4; index += 1) call("failed");
    pass(500);
    expect(call("failed")).toBe("probe");
    expect(call("failed")).toBe("refused");
    pass(500);
    expect(call("abandoned")).toBe("probe");
    expect(call("succeeded")).toBe("probe");
    expect(call("succeeded")).toBe("admitted");
  });

  it("starts afresh when it closes: calls of before say nothing", () => {
    const { call, admit, settle, pass } = breaker();
    const old = [1, 2, 3, 4, 5, 6].map(() => admit());
    for (let index = 0; index < 4; index += 1) call("failed");
    pass(500);
    expect(call("succeeded")).toBe("probe");
    for (const admission of old) settle(admission, "failed");
    expect(admit()).toEqual({ kind: "admitted" });
  });

  it("never lets two probe, never refuses for longer than the pause, and always comes back", () => {
    type Step = { readonly kind: "admit" | "settle" | "pass"; readonly number: number; readonly outcome: CallOutcome };
    const step: fc.Arbitrary<Step> = fc.record({
      kind: fc.constantFrom("admit", "settle", "pass"),
      number: fc.nat(700),
      outcome: fc.constantFrom("succeeded", "failed", "failed", "abandoned"),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { admit, settle, pass } = breaker();
        const underWay: Admission[] = [];
        for (const { kind, number, outcome } of steps) {
          if (kind === "pass") pass(number);
          else if (kind === "settle") {
            const [admission] = underWay.splice(number % Math.max(1, underWay.length), 1);
            if (admission !== undefined) settle(admission, outcome);
          } else {
            const admission = admit();
            if (admission.kind === "refused") expect(admission.retryAfterMs).toBeLessThanOrEqual(terms.pauseMs);
            else underWay.push(admission);
          }
          expect(underWay.filter((admission) => admission.kind === "probe").length).toBeLessThanOrEqual(1);
        }
        for (const admission of underWay) settle(admission, "succeeded");
        pass(terms.pauseMs);
        const admission = admit();
        expect(admission.kind).not.toBe("refused");
        settle(admission, "succeeded");
        expect(admit()).toEqual({ kind: "admitted" });
      }),
    );
  });
});
