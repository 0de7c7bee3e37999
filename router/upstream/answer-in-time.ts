import { OperationTypeNode } from "graphql";
import { Cancellation } from "../../kernel/cancellation.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Deadline, Deadlines } from "../../kernel/deadlines.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { type ExecutionResult, isStream } from "../../kernel/executor/executor.ts";
import { outcomeUnknown } from "../../kernel/executor/outcome-unknown.ts";
import { createSentDocuments, operationKind } from "../../kernel/executor/sent-document.ts";
import type { CallerExecutor, CallerRequest } from "../../kernel/executor/signing-executor.ts";

/**
 * Bounds how long a subgraph in this process is waited for. What it executes can't be ended (graphql-js 16 knows no cancelling),
 * but it is told that nobody waits any more, as one in another process is: what is left to be sent to Airtable is not.
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
    const cancellation = new Cancellation();
    const whole = { onCancelled: () => cancellation.cancel() };
    if (request.cancellation?.isCancelled === true) cancellation.cancel();
    else request.cancellation?.watch(whole);
    const answer = executor({ ...request, endsAt, cancellation });
    return new Promise((resolve, reject) => {
      const deadline: Deadline = {
        endsAt,
        onOver() {
          deadlines.forget(deadline);
          reject(tooLate(request));
          cancellation.cancel();
          void answer.then(leave, () => {});
        },
      };
      deadlines.watch(deadline);
      void answer.then(resolve, reject).then(() => deadlines.forget(deadline));
      // A stream is left by who takes it, whenever that is.
      void answer.then(
        (result) => isStream(result) || request.cancellation?.forget(whole),
        () => request.cancellation?.forget(whole),
      );
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
