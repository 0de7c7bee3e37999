import { GraphQLError } from "graphql";
import type { ErrorCode } from "./error-code.ts";

/** What graphql-js says of a document, under a documented code. */
export function withCode({ message, nodes, source, positions }: GraphQLError, code: ErrorCode): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { code },
  });
}
