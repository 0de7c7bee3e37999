import {
  type DocumentNode,
  type GraphQLFormattedError,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { execute } from "../execution/execute.ts";
import { respondWithData, writeResponse } from "../execution/respond/write-response.ts";
import type { RequestContext } from "../request-context.ts";
import type { Admit, AdmittedOperation, OperationRequest } from "./admit-operation.ts";
import type { TellOperation } from "./finished-operation.ts";

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
}): RunOperation {
  const { admit, executors, tell } = options;

  return async (request, context) => {
    const startedAt = performance.now();
    const { answer, definition } = await run(request, context);
    tell({
      context,
      kind: definition?.operation,
      name: definition?.name?.value ?? request.operationName ?? null,
      errors: answer.errors,
      durationMs: performance.now() - startedAt,
    });
    return answer;
  };

  async function run(request: OperationRequest, context: RequestContext): Promise<Ran> {
    const admission = await admit(request, context);
    const { definition } = admission;
    if (admission.kind === "refused") return { answer: admission, definition };
    try {
      if (admission.definition.operation === OperationTypeNode.SUBSCRIPTION) throw notHere();
      return { answer: await carryOut(admission, request.operationName, context), definition };
    } catch (error) {
      return { answer: { kind: "refused", errors: [maskError(error, context.logger)] }, definition };
    }
  }

  async function carryOut(
    operation: AdmittedOperation,
    operationName: OperationRequest["operationName"],
    context: RequestContext,
  ): Promise<Answer> {
    const { supergraph, source, document, definition, variables } = operation;
    const { caller } = context;
    const authorization = supergraph.authorize({ document, source, operationName, variables, caller });
    const given = { variables, context, executors };
    switch (authorization.kind) {
      case "permitted": {
        const execution = await execute(await supergraph.compile(document, definition, context.caller), given);
        return executed(operation, context, writeResponse(execution));
      }
      case "refused": {
        const { data, errors } = authorization;
        return executed(operation, context, { errors, dataJson: JSON.stringify(data) });
      }
      case "reduced": {
        const { document: left, complete } = authorization;
        const compiled = await supergraph.compile(left, operationIn(left), context.caller);
        const { data, errors } = respondWithData(await execute(compiled, given));
        return executed(operation, context, {
          errors: [...authorization.errors, ...errors],
          dataJson: JSON.stringify(complete(data)),
        });
      }
    }
  }
}

interface Ran {
  readonly answer: Answer;
  readonly definition?: OperationDefinitionNode | undefined;
}

/** What is left of an operation is the one of its document. */
function operationIn({ definitions }: DocumentNode): OperationDefinitionNode {
  const definition = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (definition === undefined) throw new TypeError("a document without an operation");
  return definition;
}

function executed(
  operation: AdmittedOperation,
  context: RequestContext,
  { errors, dataJson }: { errors: readonly GraphQLFormattedError[]; dataJson: string },
): Answer {
  return { kind: "executed", errors, dataJson, extensions: tellAbout(operation, context, dataJson) };
}

/** What an answer tells beside its data, when the client wants to know. */
export function tellAbout(
  { cost, estimatedCost, variables }: AdmittedOperation,
  { measures, wantsCost }: RequestContext,
  dataJson: string,
): Readonly<Record<string, unknown>> | undefined {
  if (measures === undefined && wantsCost !== true) return undefined;
  return {
    ...(measures === undefined ? {} : { measures: Object.fromEntries(measures) }),
    ...(wantsCost === true
      ? { cost: { estimated: estimatedCost, actual: cost.actual(JSON.parse(dataJson), variables) } }
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
