import { randomUUID } from "node:crypto";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { isConnectionTrouble } from "../database/connection-trouble.ts";
import type { Logger } from "../logger.ts";
import { AirgraphError } from "./airgraph-error.ts";
import { type ErrorCode, isErrorCode } from "./error-code.ts";

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
  if (
    located !== undefined &&
    located.path === undefined &&
    (original === undefined || original instanceof GraphQLError)
  ) {
    // Coercion of variables and unknown operation names: raised by graphql-js before any resolver ran. What a scalar says of
    // a value is the original of such an error.
    return { message: located.message, ...where, extensions: { code: "BAD_USER_INPUT" } };
  }

  if (isConnectionTrouble(original)) {
    logger.warn({ err: original, path: located?.path }, "the database is away");
    return { message: "The store is unavailable; try again.", ...where, extensions: { code: "UPSTREAM_UNAVAILABLE" } };
  }

  const errorId = randomUUID();
  logger.error({ err: original ?? error, errorId, path: located?.path }, "unexpected error");
  return { ...internal(errorId), ...where };
}

/** Enough to know it by; who writes into it is not known. */
const longestLogged = 500;

/**
 * The same for what another part told: ours mask what they tell, others may not. Documented codes pass, without what is of use
 * inside only.
 *
 * @param part who told it
 */
export function maskToldError(
  told: GraphQLFormattedError,
  { part, logger }: { part: string; logger: Logger },
): Pick<GraphQLFormattedError, "message" | "extensions"> {
  // Not checked at every door: a part in this process answers what it likes.
  const { message, path, extensions } = (told ?? {}) as { [Key in keyof GraphQLFormattedError]: unknown };
  const known = typeof extensions === "object" && extensions !== null ? { ...extensions } : {};
  const code: unknown = "code" in known ? known.code : undefined;
  if (isErrorCode(code) && code !== "INTERNAL" && typeof message === "string")
    return { message, extensions: publicPart(known) };

  // What failed inside was logged with this id there.
  const givenId: unknown = "errorId" in known ? known.errorId : undefined;
  const errorId = typeof givenId === "string" && uuid.test(givenId) ? givenId : randomUUID();
  const said = String(message).slice(0, longestLogged);
  logger.error({ errorId, part, path, told: { message: said, code } }, "a part of the supergraph failed");
  return internal(errorId);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function internal(errorId: string) {
  return { message: "Something failed on our side.", extensions: { code: "INTERNAL" satisfies ErrorCode, errorId } };
}

function positionOf(error: GraphQLError): Pick<GraphQLFormattedError, "path" | "locations"> {
  return {
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
  };
}

/** What servers and gateways add for their own use: stacks, HTTP details, names and addresses of subgraphs. */
const internalKeys: ReadonlySet<string> = new Set([
  "stacktrace",
  "stack",
  "exception",
  "originalError",
  "debug",
  "http",
  "request",
  "response",
  "serviceName",
  "service",
  "subgraph",
  "url",
  "host",
  "address",
  "port",
]);

function publicPart(extensions: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extensions).filter(([key]) => !internalKeys.has(key)));
}
