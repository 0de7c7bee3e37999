import { type GraphQLFormattedError, type GraphQLSchema, getOperationAST, OperationTypeNode } from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../kernel/errors/error-code.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import type { OperationLimits } from "../limits/operation-limits.ts";
import type { RequestContext } from "../request-context.ts";
import type { Places } from "./places.ts";
import { prepareDocument } from "./prepare-document.ts";
import type { SharedStreams, Viewer } from "./share-streams.ts";

/** As a client sent it. */
export interface LiveOperation {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Answers a query or mutation. @returns an execution result as JSON; errors in it are masked */
export type Execute = (operation: LiveOperation, context: RequestContext) => Promise<string>;

/**
 * Runs any operation for a client that stays: it is told each result, and then that there are no more.
 * @returns leaves: the client wants no more, and is told nothing more
 */
export type RunOperation = (operation: LiveOperation, viewer: Viewer) => () => void;

export function createRunOperation(options: {
  apiSchema(): GraphQLSchema;
  limits: OperationLimits;
  places: Places;
  streams: SharedStreams;
  execute: Execute;
}): RunOperation {
  const { apiSchema, limits, places, streams, execute } = options;

  return (operation, viewer) => {
    const document = prepareDocument(operation.query, apiSchema(), limits);
    if (!("kind" in document))
      return refused(
        viewer,
        document.map((problem) => problem.toJSON()),
      );
    const kind = getOperationAST(document, operation.operationName)?.operation;
    if (kind === undefined) return refused(viewer, [unknownOperation(operation)]);

    const place = places.operate(viewer.createContext().caller);
    if (place.kind === "refused") return refused(viewer, [tooMany(place.limit)]);
    const counted: Viewer = {
      ...viewer,
      end(errors) {
        place.leave();
        viewer.end(errors);
      },
    };
    const { query, operationName, variables } = operation;
    const stop =
      kind === OperationTypeNode.SUBSCRIPTION
        ? streams.begin(
            { document, query, operationName: operationName ?? undefined, variables: variables ?? undefined },
            counted,
          )
        : answer(operation, counted);
    return () => {
      place.leave();
      stop();
    };
  };

  function answer(operation: LiveOperation, viewer: Viewer): () => void {
    const left = new AbortController();
    const context = { ...viewer.createContext(), signal: left.signal };
    execute(operation, context).then(
      (text) => {
        if (left.signal.aborted) return;
        viewer.next(text);
        viewer.end();
      },
      (error: unknown) => {
        if (!left.signal.aborted) viewer.end([maskError(error, context.logger)]);
      },
    );
    return () => left.abort();
  }
}

/** Later, as everything that a client is told of an operation that it has begun. */
function refused(viewer: Viewer, errors: readonly GraphQLFormattedError[]): () => void {
  let left = false;
  queueMicrotask(() => {
    if (!left) viewer.end(errors);
  });
  return () => {
    left = true;
  };
}

function unknownOperation({ operationName }: LiveOperation): GraphQLFormattedError {
  return told(
    "BAD_USER_INPUT",
    operationName === undefined || operationName === null
      ? "The document has several operations; say in operationName which one to run."
      : `The document has no operation named ${JSON.stringify(operationName)}.`,
  );
}

function tooMany(whose: string): GraphQLFormattedError {
  return told("RATE_LIMITED", `Too many operations of this ${whose} are under way; end one of them first.`);
}

/** An error that a client is told of its operation. */
export function told(code: ErrorCode, message: string): GraphQLFormattedError {
  const { extensions } = new AirgraphError(code, message);
  return { message, extensions };
}
