import { OperationTypeNode } from "graphql";
import type { Clock } from "../../kernel/clock.ts";
import type { Deadline, Deadlines } from "../../kernel/deadlines.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { type ExecutionResult, isStream } from "../../kernel/executor/executor.ts";
import { outcomeUnknown } from "../../kernel/executor/outcome-unknown.ts";
import { createSentDocuments, operationKind } from "../../kernel/executor/sent-document.ts";
import type { CallerExecutor, CallerRequest } from "../../kernel/executor/signing-executor.ts";

/**
 * Bounds how long a subgraph in this process is waited for. What it is at can't be ended, and goes on (graphql-js 16 knows no
 * cancelling); but whoever asked has the rest of their answer.
 *
 * @param options.timeoutMs of a request, and of the start of a subscription
 * @param options.deadlines by `clock`
 * @returns an executor that throws TIMEOUT when it is late
 */
export function answerInTime(
  executor: CallerExecutor,
  options: { name: string; timeoutMs: number; clock: Clock; deadlines: Deadlines },
): CallerExecutor {
  const { name, timeoutMs, clock, deadlines } = options;
  const documentOf = createSentDocuments();

  return async (request) => {
    const endsAt = Math.min(clock.now() + timeoutMs, request.endsAt ?? Number.POSITIVE_INFINITY);
    const answer = executor({ ...request, endsAt });
    return new Promise((resolve, reject) => {
      const deadline: Deadline = {
        endsAt,
        onOver() {
          deadlines.forget(deadline);
          reject(tooLate(request));
          void answer.then(leave, () => {});
        },
      };
      deadlines.watch(deadline);
      void answer.then(resolve, reject).then(() => deadlines.forget(deadline));
    });
  };

  function tooLate({ query, operationName }: CallerRequest): AirgraphError {
    const error = new AirgraphError("TIMEOUT", `The ${name} service did not answer in time.`);
    const isMutation = operationKind(documentOf(query), operationName) === OperationTypeNode.MUTATION;
    return isMutation ? outcomeUnknown(error) : error;
  }
}

/** A stream that nobody takes any more would hold its source open. */
async function leave(late: ExecutionResult | AsyncIterable<ExecutionResult>): Promise<void> {
  if (isStream(late)) await late[Symbol.asyncIterator]().return?.();
}
