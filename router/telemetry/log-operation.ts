import type { GraphQLFormattedError } from "graphql";
import type { Actor, Caller } from "../../kernel/identity/caller.ts";
import type { FinishedOperation, TellOperation } from "../operation/finished-operation.ts";
import type { OperationLine } from "./access-entry.ts";

/**
 * What is logged of each operation. One that came by HTTP is told of in its request's line; one that came by WebSocket or from a
 * run, and those of a batch after the first, have a line of their own.
 */
export const logOperation: TellOperation = (operation) => {
  const { access, logger } = operation.context;
  const line = lineOf(operation);
  if (access !== undefined && access.operation === undefined) access.operation = line;
  else logger.info(line, "operation");
};

/** Far longer than any name that a person gives. */
const longestName = 200;

function lineOf({ context, kind, name, errors, durationMs }: FinishedOperation): OperationLine {
  return {
    operation: name?.slice(0, longestName) ?? null,
    kind: kind ?? null,
    operationMs: toTenths(durationMs),
    ...(errors.length === 0 ? {} : described(errors)),
    ...idsOf(context.caller),
  };
}

/** An operation may fail in a thousand places. */
const mostErrors = 20;

function described(errors: readonly GraphQLFormattedError[]): Pick<OperationLine, "errors" | "errorIds"> {
  const told = errors.slice(0, mostErrors).map(({ extensions }) => extensions ?? {});
  const errorIds = [...new Set(told.flatMap(({ errorId }) => errorId ?? []))];
  return { errors: told.map(({ code }) => code), ...(errorIds.length === 0 ? {} : { errorIds }) };
}

function idsOf(caller: Caller): Pick<OperationLine, "tenantId" | "userId" | "apiKeyId" | "runId" | "sagaId"> {
  switch (caller.kind) {
    case "person": {
      const { tenantId, userId } = caller;
      return { tenantId, userId, ...partOf(caller) };
    }
    case "machine": {
      const { tenantId, apiKeyId } = caller;
      return { tenantId, apiKeyId, ...partOf(caller) };
    }
    case "account":
      return { userId: caller.userId };
    case "anonymous":
    case "service":
      return {};
  }
}

/** What acts in somebody's name, if anything does. */
function partOf({ runId, sagaId }: Actor): Pick<OperationLine, "runId" | "sagaId"> {
  return { ...(runId === undefined ? {} : { runId }), ...(sagaId === undefined ? {} : { sagaId }) };
}

export function toTenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
