import { prettyFormatQueryPlan, type QueryPlan } from "@apollo/query-planner";
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { Authorization } from "../authorization/authorize.ts";
import { execute } from "../execution/execute.ts";
import type { Execution } from "../execution/execution.ts";
import { respondWithData, writeResponse } from "../execution/respond/write-response.ts";
import type { RequestContext } from "../request-context.ts";
import type { Supergraph } from "../supergraph/load-supergraph.ts";
import { endOperationSpan } from "../telemetry/operation-span.ts";
import type { CarriedOut, FinishedOperation, TellOperation } from "./finished-operation.ts";

/** Who runs queries and mutations: the router's own executor, or Apollo's, which that one is held against. */
export const executorKinds = ["own", "reference"] as const;
export type ExecutorKind = (typeof executorKinds)[number];

/** What a client sends, by whichever way. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** What becomes of it. */
export type Answer =
  /** Nothing was carried out. */
  | { readonly kind: "refused"; readonly errors: readonly GraphQLFormattedError[] }
  | {
      readonly kind: "executed";
      readonly errors: readonly GraphQLFormattedError[];
      /** JSON. */
      readonly dataJson: string;
      readonly extensions: Readonly<Record<string, unknown>> | undefined;
    };

/** Runs a query or mutation: everything between a client's text and the text of its answer, whatever carries them. */
export type RunOperation = (request: OperationRequest, context: RequestContext) => Promise<Answer>;

export function createRunOperation(options: {
  supergraph: () => Supergraph;
  executors: Readonly<Record<string, CallerExecutor>>;
  tell: TellOperation;
}): RunOperation {
  const { supergraph, executors, tell } = options;

  return async (request, given) => {
    const startedAt = performance.now();
    const span = given.trace?.span("operation");
    const context = span === undefined ? given : { ...given, trace: span };
    const progress: Progress = { document: undefined, definition: undefined, execution: undefined };
    const answer = await run(request, context, progress);
    const { document, definition, execution } = progress;
    const finished: FinishedOperation = {
      context,
      kind: definition?.operation,
      name: definition?.name?.value ?? request.operationName ?? null,
      errors: answer.errors,
      durationMs: performance.now() - startedAt,
      document,
      execution,
    };
    if (span !== undefined) endOperationSpan(span, finished);
    tell(finished);
    return answer;
  };

  async function run(request: OperationRequest, context: RequestContext, progress: Progress): Promise<Answer> {
    try {
      const current = supergraph();
      const { query, operationName } = request;
      const { trace } = context;
      const prepared = current.prepare(query, trace);
      if (prepared.kind === "invalid") return refused(...prepared.problems.map(toFormatted));
      progress.document = prepared.document;
      const definition = prepared.operation(operationName);
      if (definition === undefined) throw unknownOperation(operationName);
      progress.definition = definition;
      if (definition.operation === OperationTypeNode.SUBSCRIPTION) throw notHere();
      const { document, source } = prepared;
      const variables = coerceVariables(current, definition, request.variables);
      const { caller } = context;
      const authorizing = trace?.span("authorize");
      const authorization = current.authorize({ document, source, operationName, variables, caller });
      authorizing?.end();
      return await carryOut(current, { document, definition, variables, authorization }, context, progress);
    } catch (error) {
      return refused(maskError(error, context.logger));
    }
  }

  async function carryOut(
    current: Supergraph,
    { document, definition, variables, authorization }: Authorized,
    context: RequestContext,
    progress: Progress,
  ): Promise<Answer> {
    switch (authorization.kind) {
      case "permitted": {
        const execution = await planAndExecute(document, definition);
        const completing = context.trace?.span("complete");
        const response = writeResponse(execution);
        completing?.end();
        return executed(context, response, execution.operation.plan);
      }
      case "refused": {
        const { data, errors } = authorization;
        return executed(context, { errors, dataJson: JSON.stringify(data) });
      }
      case "reduced": {
        const { document: left, complete } = authorization;
        const execution = await planAndExecute(left, operationIn(left));
        const completing = context.trace?.span("complete");
        const { data, errors } = respondWithData(execution);
        const dataJson = JSON.stringify(complete(data));
        completing?.end();
        return executed(context, { errors: [...authorization.errors, ...errors], dataJson }, execution.operation.plan);
      }
    }

    async function planAndExecute(asked: DocumentNode, askedDefinition: OperationDefinitionNode): Promise<Execution> {
      const startedAt = performance.now();
      const compiled = await current.compile(asked, askedDefinition, context);
      const planningMs = performance.now() - startedAt;
      const execution = await execute(compiled, { variables, context, executors });
      progress.execution = { plan: compiled.plan, planningMs, fetches: execution.fetches };
      return execution;
    }
  }
}

/** How far an operation has come. */
interface Progress {
  document: DocumentNode | undefined;
  definition: OperationDefinitionNode | undefined;
  execution: CarriedOut | undefined;
}

interface Authorized {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly authorization: Authorization;
}

/** What is left of an operation is the one of its document. */
function operationIn({ definitions }: DocumentNode): OperationDefinitionNode {
  const definition = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (definition === undefined) throw new TypeError("a document without an operation");
  return definition;
}

function executed(
  { measures, showPlan }: RequestContext,
  { errors, dataJson }: { errors: readonly GraphQLFormattedError[]; dataJson: string },
  plan?: QueryPlan,
): Answer {
  if (measures === undefined && showPlan !== true) return { kind: "executed", errors, dataJson, extensions: undefined };
  const extensions = {
    ...(measures === undefined ? {} : { measures: Object.fromEntries(measures) }),
    ...(showPlan !== true || plan === undefined
      ? {}
      : { queryPlan: { text: prettyFormatQueryPlan(plan), json: plan } }),
  };
  return { kind: "executed", errors, dataJson, extensions };
}

function refused(...errors: GraphQLFormattedError[]): Answer {
  return { kind: "refused", errors };
}

/** An answer as JSON, errors first (GraphQL, section 7.1). */
export function answerJson(answer: Answer): string {
  const errors = answer.errors.length === 0 ? "" : `"errors":${JSON.stringify(answer.errors)}`;
  if (answer.kind === "refused") return `{${errors}}`;
  const extensions = answer.extensions === undefined ? "" : `,"extensions":${JSON.stringify(answer.extensions)}`;
  return `{${errors}${errors === "" ? "" : ","}"data":${answer.dataJson}${extensions}}`;
}

/** An answer as an object, for who does not write it as it is. */
export function resultOf(answer: Answer): ExecutionResult {
  if (answer.kind === "refused") return { errors: answer.errors };
  const { errors, dataJson, extensions } = answer;
  return {
    data: JSON.parse(dataJson),
    ...(errors.length === 0 ? {} : { errors }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

/** @throws AirgraphError BAD_USER_INPUT for values that the operation does not take */
export function coerceVariables(
  { apiSchema }: Supergraph,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: OperationRequest["variables"],
): Readonly<Record<string, unknown>> {
  if (variableDefinitions.length === 0) return {};
  const { coerced, errors } = getVariableValues(apiSchema, variableDefinitions, given ?? {}, { maxErrors: 10 });
  const [error] = errors ?? [];
  if (error !== undefined) throw new AirgraphError("BAD_USER_INPUT", error.message);
  return coerced ?? {};
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

function notHere(): AirgraphError {
  return new AirgraphError(
    "BAD_REQUEST",
    "A subscription is answered with a stream: over a WebSocket, or with the header `accept: text/event-stream`.",
  );
}
