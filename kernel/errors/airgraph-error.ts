import type { ErrorCode } from "./error-code.ts";

/**
 * A failure that a client is meant to see. It knows no GraphQL: graphql-js copies `extensions` of a thrown error into
 * the response, so use cases and stores throw this and nothing in between translates.
 */
export class AirgraphError extends Error {
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: ErrorCode };

  /**
   * @param code one of the documented codes
   * @param message what went wrong, with the offending value, and what to do
   * @param details more keys for `extensions`; never a secret, an internal address or another tenant's data
   */
  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = "AirgraphError";
    this.extensions = { ...details, code };
  }

  get code(): ErrorCode {
    return this.extensions.code;
  }
}
