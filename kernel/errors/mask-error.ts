import { randomUUID } from "node:crypto";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { isConnectionTrouble } from "../database/connection-trouble.ts";
import type { Logger } from "../logger.ts";
import { AirgraphError } from "./airgraph-error.ts";
import { isErrorCode } from "./error-code.ts";

/**
 * Decides what of an error leaves the process. Errors that carry a documented code, and graphql-js's own complaints
 * about the request, pass; anything else becomes INTERNAL with an id that the log line carries too.
 */
export function maskError(error: unknown, logger: Logger): GraphQLFormattedError {
  const located = error instanceof GraphQLError ? error : undefined;
  const where = located === undefined ? {} : positionOf(located);
  const original = located?.originalError ?? (located === undefined ? error : undefined);

  if (original instanceof AirgraphError) {
    return { message: original.message, ...where, extensions: original.extensions };
  }
  if (located !== undefined && isErrorCode(located.extensions.code)) {
    return { message: located.message, ...where, extensions: publicPart(located.extensions) };
  }
  if (located !== undefined && original === undefined && located.path === undefined) {
    // Coercion of variables and unknown operation names: raised by graphql-js before any resolver ran.
    return { message: located.message, ...where, extensions: { code: "BAD_USER_INPUT" } };
  }

  if (isConnectionTrouble(original)) {
    logger.warn({ err: original, path: located?.path }, "the database is away");
    return { message: "The store is unavailable; try again.", ...where, extensions: { code: "UPSTREAM_UNAVAILABLE" } };
  }

  const errorId = randomUUID();
  logger.error({ err: original ?? error, errorId, path: located?.path }, "unexpected error");
  return { message: "Something failed on our side.", ...where, extensions: { code: "INTERNAL", errorId } };
}

function positionOf(error: GraphQLError): Pick<GraphQLFormattedError, "path" | "locations"> {
  return {
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
  };
}

/** Without what Apollo's server and gateway add for their own use: stacks, HTTP details, names of subgraphs. */
function publicPart(extensions: Record<string, unknown>): Record<string, unknown> {
  const { stacktrace: _stacktrace, http: _http, serviceName: _serviceName, ...rest } = extensions;
  return rest;
}
