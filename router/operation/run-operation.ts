import { prettyFormatQueryPlan, type QueryPlan } from "@apollo/query-planner";
import {
  type DocumentNode,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
  OperationTypeNode,
} from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { execute } from "../execution/execute.ts";
import type { Execution } from "../execution/execution.ts";
import { lookUpIntrospection } from "../execution/respond/introspect.ts";
import { respondWithData, writeResponse } from "../execution/respond/write-response.ts";
import type { RequestContext } from "../request-context.ts";
import { endOperationSpan } from "../telemetry/operation-span.ts";
import type { Admit, AdmittedOperation, OperationRequest } from "./admit-operation.ts";
import type { CarriedOut, FinishedOperation, TellOperation } from "./finished-operation.ts";
import { operationIn } from "./operation-in.ts";
import type { ShareAnswers } from "./share-answers.ts";

/** Who runs queries and mutations: the router's own executor, or Apollo's, which that one is held against. */
export const executorKinds = ["own", "reference"] as const;
export type ExecutorKind = (typeof executorKinds)[number];

/** What becomes of it. */
export type Answer =
  /** Nothing was carried out. */
  | {
      readonly kind: "refused";
      readonly errors: readonly GraphQLFormattedError[];
      /** Set when another way would have been right: what is not read only came as one that reads. */
      readonly isWrongMethod?: boolean;
    }
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
  admit: Admit;
  executors: Readonly<Record<string, CallerExecutor>>;
  tell: TellOperation;
  /** Where equal queries have one answer. */
  share?: ShareAnswers<Answer> | undefined;
}): RunOperation {
  const { admit, executors, tell, share } = options;

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
    const admission = await admit(request, context);
    progress.definition = admission.definition;
    if (admission.kind === "refused") return admission;
    progress.document = admission.document;
    try {
      if (admission.definition.operation === OperationTypeNode.SUBSCRIPTION) throw notHere();
      const carry = async (as: RequestContext) => carryOut(admission, request.operationName, as, progress);
      return await (share === undefined ? carry(context) : share(admission, context, carry));
    } catch (error) {
      return { kind: "refused", errors: [maskError(error, context.logger)] };
    }
  }

  async function carryOut(
    operation: AdmittedOperation,
    operationName: OperationRequest["operationName"],
    context: RequestContext,
    progress: Progress,
  ): Promise<Answer> {
    const { supergraph, document, definition, variables } = operation;
    const { caller, trace } = context;
    const authorizing = trace?.span("authorize");
    const authorization = supergraph.authorize({ document, operationName, variables, caller });
    authorizing?.end();
    switch (authorization.kind) {
      case "permitted": {
        const execution = await planAndExecute(document, definition);
        const completing = trace?.span("complete");
        const response = writeResponse(execution);
        completing?.end();
        return executed(operation, context, response, execution.operation.plan);
      }
      case "refused": {
        const { data, errors } = authorization;
        return executed(operation, context, { errors, dataJson: JSON.stringify(data) });
      }
      case "reduced": {
        const { document: left, complete } = authorization;
        const execution = await planAndExecute(left, operationIn(left));
        const completing = trace?.span("complete");
        const { data, errors } = respondWithData(execution);
        const dataJson = JSON.stringify(complete(data));
        completing?.end();
        const response = { errors: [...authorization.errors, ...errors], dataJson };
        return executed(operation, context, response, execution.operation.plan);
      }
    }

    async function planAndExecute(asked: DocumentNode, askedDefinition: OperationDefinitionNode): Promise<Execution> {
      const startedAt = performance.now();
      const compiled = await supergraph.compile(asked, askedDefinition, context);
      const planningMs = performance.now() - startedAt;
      const { introspect } = supergraph;
      if (introspect !== undefined) await lookUpIntrospection(compiled, variables, introspect);
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

function executed(
  operation: AdmittedOperation,
  context: RequestContext,
  { errors, dataJson }: { errors: readonly GraphQLFormattedError[]; dataJson: string },
  plan?: QueryPlan,
): Answer {
  return { kind: "executed", errors, dataJson, extensions: tellAbout(operation, context, dataJson, plan) };
}

/** What an answer tells beside its data, when the client wants to know. */
export function tellAbout(
  { cost, estimatedCost, variables }: AdmittedOperation,
  { measures, wantsCost, showPlan }: RequestContext,
  dataJson: string,
  plan?: QueryPlan,
): Readonly<Record<string, unknown>> | undefined {
  if (measures === undefined && wantsCost !== true && showPlan !== true) return undefined;
  return {
    ...(measures === undefined ? {} : { measures: Object.fromEntries(measures) }),
    ...(wantsCost === true
      ? { cost: { estimated: estimatedCost, actual: cost.actual(JSON.parse(dataJson), variables) } }
      : {}),
    ...(showPlan === true && plan !== undefined
      ? { queryPlan: { text: prettyFormatQueryPlan(plan), json: plan } }
      : {}),
  };
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

function notHere(): AirgraphError {
  return new AirgraphError(
    "BAD_REQUEST",
    "A subscription is answered with a stream: over a WebSocket, or with the header `accept: text/event-stream`.",
  );
}
