import { OperationTypeNode } from "graphql";
import { Cancellation } from "../../kernel/cancellation.ts";
import type { RequestContext } from "../request-context.ts";
import type { AdmittedOperation } from "./admit-operation.ts";

/** Runs an operation, or lets it have the answer of an equal one that is under way. */
export type ShareAnswers<Answer> = (
  operation: AdmittedOperation,
  context: RequestContext,
  run: (context: RequestContext) => Promise<Answer>,
) => Promise<Answer>;

interface UnderWay<Answer> {
  readonly answer: Promise<Answer>;
  readonly left: Cancellation;
  waiting: number;
}

/**
 * Equal queries of one caller that are under way at once are answered once. Equal is what subgraphs could tell apart: the operation,
 * its variables, the whole caller, and where the request comes from, which is told them too. Never shared are mutations, and
 * answers that tell what they cost. A query that begins after a mutation has been answered may have the answer of one that began
 * before it; that is why this has to be switched on.
 */
export function createAnswerSharing<Answer>(): ShareAnswers<Answer> {
  const underWay = new Map<string, UnderWay<Answer>>();

  return async (operation, context, run) => {
    const { definition, source, variables, supergraph } = operation;
    const { caller, cancellation, measures, wantsCost, showPlan } = context;
    const tellsMore = measures !== undefined || wantsCost === true || showPlan === true;
    if (definition.operation !== OperationTypeNode.QUERY || tellsMore) return run(context);

    const key = JSON.stringify([
      caller,
      context.source,
      supergraph.graph?.version,
      definition.name?.value,
      source,
      variables,
    ]);
    const known = underWay.get(key) ?? begin(key, context, run);
    known.waiting += 1;
    const waiter = {
      // What nobody waits for any more is called off.
      onCancelled() {
        known.waiting -= 1;
        if (known.waiting === 0) known.left.cancel();
      },
    };
    cancellation?.watch(waiter);
    try {
      return await known.answer;
    } finally {
      cancellation?.forget(waiter);
    }
  };

  function begin(
    key: string,
    context: RequestContext,
    run: (context: RequestContext) => Promise<Answer>,
  ): UnderWay<Answer> {
    const left = new Cancellation();
    const answer = run({ ...context, cancellation: left });
    const begun = { answer, left, waiting: 0 };
    underWay.set(key, begun);
    const forget = () => {
      if (underWay.get(key) === begun) underWay.delete(key);
    };
    // Nobody shall join what is being called off.
    left.watch({ onCancelled: forget });
    answer.then(forget, forget);
    return begun;
  }
}
