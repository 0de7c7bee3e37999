import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../kernel/errors/error-code.ts";

/** A request that HTTP itself has a status for. */
export class HttpRefusal extends AirgraphError {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];

  constructor(status: number, message: string, headers: readonly string[] = []) {
    super("BAD_REQUEST", message);
    this.name = "HttpRefusal";
    this.status = status;
    this.headers = headers;
  }
}

/**
 * Statuses of requests of which nothing was carried out, as GraphQL over HTTP has them; 400 for all others.
 * PERSISTED_QUERY_NOT_FOUND is part of a conversation that goes on, and Apollo's clients expect it so.
 */
const statuses: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  QUERY_NOT_IN_SAFELIST: 403,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UPSTREAM_UNAVAILABLE: 503,
  PERSISTED_QUERY_NOT_FOUND: 200,
  PERSISTED_QUERY_NOT_SUPPORTED: 200,
};

export function statusOf(code: ErrorCode | undefined): number {
  return (code && statuses[code]) ?? 400;
}
