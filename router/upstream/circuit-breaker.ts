import type { Clock } from "../../kernel/clock.ts";
import { createFailureRate, type FailureRate } from "./failure-rate.ts";

/** What became of a call: `abandoned` says nothing of the other side. */
export type CallOutcome = "succeeded" | "failed" | "abandoned";

export type Admission =
  | { readonly kind: "admitted" }
  /** The one call that finds out whether the other side is back. */
  | { readonly kind: "probe" }
  | { readonly kind: "refused"; readonly retryAfterMs: number };

export interface CircuitBreaker {
  /** Asked before each call; what is not refused has to be settled. */
  admit(): Admission;
  settle(admission: Admission, outcome: CallOutcome): void;
}

export interface CircuitBreakerOptions {
  readonly clock: Clock;
  /** From which share of failed calls on it opens, 0 to 1. */
  readonly failureShare: number;
  /** Fewer calls within the window say nothing. */
  readonly minimumCalls: number;
  readonly windowMs: number;
  /** How long it refuses calls before it lets one probe. */
  readonly pauseMs: number;
  /** Told when it opens, and when it closes again. */
  onChange?(phase: "open" | "closed"): void;
}

type State =
  | { readonly phase: "closed"; readonly admission: Admission; readonly rate: FailureRate }
  | { readonly phase: "open"; readonly until: number }
  | { readonly phase: "half-open"; readonly probe: Admission | undefined };

/**
 * Spares a subgraph that fails, and those who would wait for it. `closed`: calls pass and are counted, and too many failures
 * open it. `open`: calls are refused, until the pause is over. `half-open`: one call at a time probes; its success closes the
 * breaker, its failure opens it again. A call that began in an earlier phase says nothing of the present one.
 */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { clock, failureShare, minimumCalls, windowMs, pauseMs, onChange = () => {} } = options;
  let state: State = close();

  return {
    admit() {
      if (state.phase === "open" && clock.now() >= state.until) state = { phase: "half-open", probe: undefined };
      switch (state.phase) {
        case "closed":
          return state.admission;
        case "open":
          return { kind: "refused", retryAfterMs: Math.max(1, Math.ceil(state.until - clock.now())) };
        case "half-open": {
          // How long the probe takes is not known, but nobody has to wait for longer than another pause.
          if (state.probe !== undefined) return { kind: "refused", retryAfterMs: pauseMs };
          const probe: Admission = { kind: "probe" };
          state = { phase: "half-open", probe };
          return probe;
        }
      }
    },
    settle(admission, outcome) {
      switch (state.phase) {
        case "closed":
          if (admission === state.admission && outcome !== "abandoned") count(state.rate, outcome === "failed");
          return;
        case "open":
          return;
        case "half-open":
          if (admission !== state.probe) return;
          if (outcome === "abandoned") state = { phase: "half-open", probe: undefined };
          else if (outcome === "failed") open();
          else {
            state = close();
            onChange("closed");
          }
      }
    },
  };

  function close(): State {
    return { phase: "closed", admission: { kind: "admitted" }, rate: createFailureRate({ clock, windowMs }) };
  }

  function open(): void {
    state = { phase: "open", until: clock.now() + pauseMs };
    onChange("open");
  }

  function count(rate: FailureRate, failed: boolean): void {
    rate.add(failed);
    if (!failed) return;
    const { calls, failures } = rate.read();
    if (calls >= minimumCalls && failures >= calls * failureShare) open();
  }
}
