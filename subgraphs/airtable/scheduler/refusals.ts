import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";

/** @param waitMs how long the call would have had to wait */
export function waitTooLong(waitMs: number): AirgraphError {
  return rateLimited("Airtable takes no more calls for now", waitMs);
}

/** @param waitMs how long the call would have had to wait */
export function queueFull(waitMs: number): AirgraphError {
  return rateLimited("Too many calls wait for Airtable already", waitMs);
}

function rateLimited(message: string, waitMs: number): AirgraphError {
  const retryAfterMs = Math.max(1, Math.ceil(waitMs));
  return new AirgraphError("RATE_LIMITED", `${message}; try again in ${Math.ceil(retryAfterMs / 1000)} s.`, {
    retryAfterMs,
  });
}

export function unavailable(cause: unknown, message = "Calls to Airtable can't be scheduled just now."): AirgraphError {
  return new AirgraphError("UPSTREAM_UNAVAILABLE", message, {}, { cause });
}
