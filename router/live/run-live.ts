import { type GraphQLFormattedError, OperationTypeNode } from "graphql";
import { Cancellation } from "../../kernel/cancellation.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../kernel/errors/error-code.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import type { Documents } from "../documents/documents.ts";
import type { Admit, OperationRequest } from "../operation/admit-operation.ts";
import type { PreparedDocument } from "../operation/prepare-document.ts";
import { answerJson, type RunOperation } from "../operation/run-operation.ts";
import { type ChosenGraph, doesNotFit, type GraphChoice, prepareOn } from "../tenant-graphs/graph-choice.ts";
import type { Places } from "./places.ts";
import type { SharedStreams, Viewer } from "./share-streams.ts";

/**
 * Runs any operation for a client that stays: it is told each result, and then that there are no more.
 * @returns leaves: the client wants no more, and is told nothing more
 */
export type RunLive = (operation: OperationRequest, viewer: Viewer) => () => void;

export function createRunLive(options: {
  graphs: Pick<GraphChoice, "of" | "renewed">;
  places: Places;
  streams: SharedStreams;
  documents: Documents;
  admit: Admit;
  run: RunOperation;
}): RunLive {
  const { graphs, places, streams, documents, admit, run } = options;

  return (operation, viewer) => {
    const { caller } = viewer.createContext();
    return on(graphs.of(caller), (chosen) => begin(operation, viewer, chosen));
  };

  function begin(operation: OperationRequest, viewer: Viewer, chosen: ChosenGraph, isRenewed = false): () => void {
    const { operationName } = operation;
    let prepared: PreparedDocument;
    const { caller, logger } = viewer.createContext();
    const { supergraph } = chosen;
    try {
      prepared = prepareOn(chosen, documents.resolve(operation, { caller, supergraph }));
    } catch (error) {
      return refused(viewer, [maskError(error, logger)]);
    }
    if (prepared.kind === "invalid") {
      const errors = prepared.problems.map((problem) => problem.toJSON());
      if (isRenewed || !doesNotFit(prepared)) return refused(viewer, errors);
      // Waiting for another look is an operation under way, too.
      const place = places.operate(caller);
      if (place.kind === "refused") return refused(viewer, errors);
      const stop = on(graphs.renewed(caller), (renewed) => {
        place.leave();
        return renewed === chosen ? refused(viewer, errors) : begin(operation, viewer, renewed, true);
      });
      return () => {
        place.leave();
        stop();
      };
    }
    const kind = prepared.operation(operationName)?.operation;
    if (kind === undefined) return refused(viewer, [unknownOperation(operation)]);

    const place = places.operate(caller);
    if (place.kind === "refused") return refused(viewer, [tooMany(place.limit)]);
    const counted: Viewer = {
      ...viewer,
      end(errors) {
        place.leave();
        viewer.end(errors);
      },
    };
    const stop = kind === OperationTypeNode.SUBSCRIPTION ? subscribe(operation, counted) : answer(operation, counted);
    return () => {
      place.leave();
      stop();
    };
  }

  function subscribe(operation: OperationRequest, viewer: Viewer): () => void {
    let left = false;
    let stop = () => {};
    void (async () => {
      const context = viewer.createContext();
      const admission = await admit(operation, context);
      if (left) return;
      if (admission.kind === "refused") {
        viewer.end(admission.errors);
        return;
      }
      const { supergraph, document, source: query } = admission;
      const { operationName, variables } = operation;
      stop = streams.begin(
        { supergraph, document, query, operationName: operationName ?? undefined, variables: variables ?? undefined },
        viewer,
      );
    })();
    return () => {
      left = true;
      stop();
    };
  }

  function answer(operation: OperationRequest, viewer: Viewer): () => void {
    const left = new Cancellation();
    const context = { ...viewer.createContext(), cancellation: left };
    void (async () => {
      try {
        const answered = answerJson(await run(operation, context));
        if (left.isCancelled) return;
        viewer.next(answered);
        viewer.end();
      } catch (error) {
        if (!left.isCancelled) viewer.end([maskError(error, context.logger)]);
      }
    })();
    return () => left.cancel();
  }
}

/** Begins as soon as a graph is chosen, unless the client has left by then. */
function on(choice: ChosenGraph | Promise<ChosenGraph>, begin: (chosen: ChosenGraph) => () => void): () => void {
  if (!(choice instanceof Promise)) return begin(choice);
  let left = false;
  let stop = () => {};
  void (async () => {
    const chosen = await choice;
    if (!left) stop = begin(chosen);
  })();
  return () => {
    left = true;
    stop();
  };
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

function unknownOperation({ operationName }: OperationRequest): GraphQLFormattedError {
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
