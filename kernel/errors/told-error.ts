import type { GraphQLFormattedError } from "graphql";
import { AirgraphError } from "./airgraph-error.ts";
import { isErrorCode } from "./error-code.ts";

/** An error that was masked already, to be thrown on: a stream that breaks off has no result to put it into. */
export function toldError({ message, extensions = {} }: GraphQLFormattedError, options?: ErrorOptions): AirgraphError {
  const { code } = extensions;
  return new AirgraphError(isErrorCode(code) ? code : "INTERNAL", message, extensions, options);
}
