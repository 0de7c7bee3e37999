import { type Supergraph as FederatedSchema, operationFromDocument } from "@apollo/federation-internals";
import { type QueryPlan, QueryPlanner } from "@apollo/query-planner";
import type { DocumentNode } from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";

/** Plans operations on one supergraph. */
export interface Planner {
  /**
   * @param document valid
   * @throws AirgraphError COST_LIMIT_EXCEEDED, BAD_USER_INPUT for what can't be planned
   */
  plan(document: DocumentNode, operationName: string | undefined): Promise<QueryPlan>;
}

/**
 * Planning comes before permissions, and its options multiply with every level that can be had from several subgraphs:
 * unbounded, 300 characters of a stranger's query take minutes.
 */
export const plannerLimits = { debug: { maxEvaluatedPlans: 100, pathsLimit: 100 } };

/** Apollo's planner, on this thread. */
export function createPlanner(supergraph: FederatedSchema): Planner {
  const planner = new QueryPlanner(supergraph, plannerLimits);
  const schema = supergraph.apiSchema();
  return {
    async plan(document, operationName) {
      try {
        const named = operationName === undefined ? {} : { operationName };
        return planner.buildQueryPlan(operationFromDocument(schema, document, named));
      } catch (cause) {
        throw refusal(cause);
      }
    },
  };
}

/** The planner says only in words that it gave up. */
function refusal(cause: unknown): unknown {
  if (!(cause instanceof Error) || !cause.message.startsWith("Too many options generated")) return cause;
  return new AirgraphError(
    "COST_LIMIT_EXCEEDED",
    "The operation can be answered in too many ways to plan; ask for less at once.",
    {},
    { cause },
  );
}
