import { Cancellation } from "../../kernel/cancellation.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Deadline, Deadlines } from "../../kernel/deadlines.ts";
import type { CallerExecutor, CallerRequest } from "../../kernel/executor/signing-executor.ts";
import type { RetryBudget } from "./retry-budget.ts";

/**
 * Asks a second time when the first has taken long, and takes the answer that comes first; the other is given up. It cuts
 * the tail of times that chance makes long, at the cost of some more work for the subgraph.
 * @param options.budget what may be asked a second time
 */
export function createHedge(
  executor: CallerExecutor,
  options: { afterMs: number; budget: RetryBudget; clock: Clock; deadlines: Deadlines },
): CallerExecutor {
  const { afterMs, budget, clock, deadlines } = options;

  return (request: CallerRequest) =>
    new Promise((resolve, reject) => {
      const underWay = new Set<Cancellation>();
      const second: Deadline = {
        endsAt: clock.now() + afterMs,
        onOver() {
          deadlines.forget(second);
          if (budget.take()) ask();
        },
      };
      budget.onRequest();
      deadlines.watch(second);
      ask();

      function ask(): void {
        const own = new Cancellation();
        const whole = { onCancelled: () => own.cancel() };
        request.cancellation?.watch(whole);
        underWay.add(own);
        const settle = () => {
          request.cancellation?.forget(whole);
          underWay.delete(own);
        };
        executor({ ...request, cancellation: own }).then(
          (result) => {
            settle();
            deadlines.forget(second);
            for (const other of underWay) other.cancel();
            return resolve(result);
          },
          (error: unknown) => {
            settle();
            // The other one may still be answered.
            if (underWay.size > 0) return undefined;
            deadlines.forget(second);
            return reject(error);
          },
        );
      }
    });
}
