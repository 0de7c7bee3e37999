import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
  OperationTypeNode,
} from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import type { DocumentRequest } from "../documents/document-request.ts";
import type { Documents } from "../documents/documents.ts";
import type { Budgets } from "../limits/budgets.ts";
import type { OperationCost } from "../limits/cost/compile-cost.ts";
import type { RequestContext } from "../request-context.ts";
import type { Supergraph } from "../supergraph/supergraph.ts";
import { type ChosenGraph, doesNotFit, type GraphChoice, prepareOn } from "../tenant-graphs/graph-choice.ts";
import { coerceVariables } from "./coerce-variables.ts";
import type { PreparedDocument } from "./prepare-document.ts";

/** What a client sends, by whichever way. */
export interface OperationRequest extends DocumentRequest {
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  /** Whether it came by a way on which nothing may be changed: GET. */
  readonly readsOnly?: boolean | undefined;
}

/** An operation that may be run, as far as its size and its document go; whether its caller may is asked later. */
export interface AdmittedOperation {
  readonly kind: "admitted";
  readonly supergraph: Supergraph;
  readonly source: string;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  /** Coerced, defaults included. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly cost: OperationCost;
  readonly estimatedCost: number;
}

export type Admission =
  | AdmittedOperation
  | {
      readonly kind: "refused";
      readonly errors: readonly GraphQLFormattedError[];
      readonly definition: OperationDefinitionNode | undefined;
      /** Set when another way would have been right. */
      readonly isWrongMethod?: boolean;
    };

/** The gate that every query, mutation and subscription comes through, whatever carries it. Errors are masked. */
export type Admit = (request: OperationRequest, context: RequestContext) => Promise<Admission>;

export function createAdmission(options: {
  graphs: Pick<GraphChoice, "of" | "renewed">;
  documents: Documents;
  budgets: Budgets;
  introspection: boolean;
  maximumCost: number;
}): Admit {
  const { graphs, documents, budgets, introspection, maximumCost } = options;
  const { takeRequest, takeCost } = budgets;

  return async (request, context) => {
    let definition: OperationDefinitionNode | undefined;
    try {
      if (takeRequest !== undefined) await takeRequest(context);
      const choice = graphs.of(context.caller);
      // Most are there, and the fewest operations wait for nothing.
      let chosen = choice instanceof Promise ? await choice : choice;
      let prepared = prepare(request, context, chosen);
      const renewed = doesNotFit(prepared) ? await graphs.renewed(context.caller) : chosen;
      if (renewed !== chosen) {
        chosen = renewed;
        prepared = prepare(request, context, chosen);
      }
      const { supergraph } = chosen;
      if (prepared.kind === "invalid") return refused(prepared.problems.map(toFormatted), undefined);
      const { source, document } = prepared;
      const { operationName } = request;
      definition = prepared.operation(operationName);
      if (definition === undefined) throw unknownOperation(operationName);
      if (request.readsOnly === true && definition.operation === OperationTypeNode.MUTATION)
        return { ...refused([wrongMethod()], definition), isWrongMethod: true };
      if (!introspection && prepared.introspection !== "none") throw introspectionDisabled();
      const variables = coerceVariables(supergraph, definition, request.variables);
      const cost = supergraph.costOf(document, definition);
      const estimatedCost = cost.estimate(variables);
      if (estimatedCost > maximumCost) throw tooCostly(estimatedCost, maximumCost);
      if (takeCost !== undefined) await takeCost(context, estimatedCost);
      return { kind: "admitted", supergraph, source, document, definition, variables, cost, estimatedCost };
    } catch (error) {
      return refused([maskError(error, context.logger)], definition);
    }
  };

  function prepare(request: OperationRequest, context: RequestContext, chosen: ChosenGraph): PreparedDocument {
    const { supergraph } = chosen;
    return prepareOn(chosen, documents.resolve(request, { ...context, supergraph }), context.trace);
  }
}

function refused(errors: readonly GraphQLFormattedError[], definition: OperationDefinitionNode | undefined) {
  return { kind: "refused" as const, errors, definition };
}

function toFormatted(problem: GraphQLError): GraphQLFormattedError {
  return problem.toJSON();
}

function unknownOperation(name: string | null | undefined): AirgraphError {
  return new AirgraphError(
    "BAD_USER_INPUT",
    name === undefined || name === null
      ? "The document has several operations; say in operationName which one to run."
      : `The document has no operation named ${JSON.stringify(name)}.`,
  );
}

function wrongMethod(): GraphQLFormattedError {
  const { message, extensions } = new AirgraphError("BAD_REQUEST", "A mutation must be a POST; GET only reads.");
  return { message, extensions };
}

function introspectionDisabled(): AirgraphError {
  return new AirgraphError("INTROSPECTION_DISABLED", "This service does not tell its schema.");
}

function tooCostly(estimatedCost: number, maximumCost: number): AirgraphError {
  const message = `The operation may cost ${estimatedCost}; at most ${maximumCost} are taken. Ask for shorter lists.`;
  return new AirgraphError("COST_LIMIT_EXCEEDED", message, { estimatedCost, maximumCost });
}
