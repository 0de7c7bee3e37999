import type { QueryPlan } from "@apollo/query-planner";
import type { DocumentNode, GraphQLFormattedError, OperationTypeNode } from "graphql";
import type { FinishedFetch } from "../execution/fetch/finished-fetch.ts";
import type { RequestContext } from "../request-context.ts";

/** What those learn of an operation who count and log them. */
export interface FinishedOperation {
  readonly context: RequestContext;
  /** Undefined when the document has no such operation, or is none. */
  readonly kind: OperationTypeNode | undefined;
  readonly name: string | null;
  readonly errors: readonly GraphQLFormattedError[];
  readonly durationMs: number;
  /** As the client wrote it; undefined when it is not valid. */
  readonly document?: DocumentNode | undefined;
  /** How it was carried out; absent when it was not, or by Apollo's gateway. */
  readonly execution?: CarriedOut | undefined;
}

export interface CarriedOut {
  readonly plan: QueryPlan;
  /** How long the plan was waited for. */
  readonly planningMs: number;
  /** In the order in which they ended. */
  readonly fetches: readonly FinishedFetch[];
}

export type TellOperation = (operation: FinishedOperation) => void;
