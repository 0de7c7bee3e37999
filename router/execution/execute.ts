import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { CompiledOperation } from "./compile/compile-operation.ts";
import type { Step } from "./compile/steps.ts";
import { type Execution, startExecution } from "./execution.ts";
import { runFetch } from "./fetch/run-fetch.ts";
import { mergeAnswer } from "./merge/merge-answer.ts";

/**
 * Runs the plan of an operation. Never throws for what a subgraph does: errors are in the execution, in their places.
 *
 * @param given.event what a subscription's primary answered, when the operation is one
 * @returns to be written by respond/
 */
export async function execute(
  operation: CompiledOperation,
  given: Pick<Execution, "variables" | "context" | "executors"> & { event?: ExecutionResult },
): Promise<Execution> {
  const { event } = given;
  const execution = startExecution(operation, given);
  if (event !== undefined && operation.primary !== undefined)
    mergeAnswer(execution, operation.primary, { targets: [execution.root], representations: undefined }, event);
  if (operation.steps !== undefined) await runStep(execution, operation.steps);
  return execution;
}

/** Undefined when nothing of it has to be waited for. */
function runStep(execution: Execution, step: Step): Promise<void> | undefined {
  const running = start(execution, step);
  const { mergeOrder } = execution;
  if (mergeOrder === undefined) return running;
  if (running !== undefined) return running.then(() => mergeOrder.settle(step.fetches));
  mergeOrder.settle(step.fetches);
  return undefined;
}

function start(execution: Execution, step: Step): Promise<void> | undefined {
  switch (step.kind) {
    case "sequence":
      return runFrom(execution, step.steps, 0);
    case "parallel": {
      const running = step.steps.flatMap((each) => runStep(execution, each) ?? []);
      return running.length < 2 ? running[0] : all(running);
    }
    case "condition": {
      const chosen = execution.variables[step.variable] === true ? step.whenTrue : step.whenFalse;
      return chosen && runStep(execution, chosen);
    }
    case "fetch":
      return runFetch(execution, step);
  }
}

function runFrom(execution: Execution, steps: readonly Step[], from: number): Promise<void> | undefined {
  for (let at = from; at < steps.length; at += 1) {
    const step = steps[at];
    const running = step && runStep(execution, step);
    if (running !== undefined) return running.then(() => runFrom(execution, steps, at + 1));
  }
  return undefined;
}

async function all(running: readonly Promise<void>[]): Promise<void> {
  await Promise.all(running);
}
