import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../../kernel/errors/error-code.ts";

/** Whether what failed with this code can work when it is tried again. */
export function mayPass(code: ErrorCode): boolean {
  return code === "UPSTREAM_UNAVAILABLE" || code === "TIMEOUT" || code === "RATE_LIMITED";
}

/** Whether what failed like this may have had its effect, or a part of it: nobody heard of the outcome. */
export function mayHaveEffect({ code, extensions }: Pick<AirgraphError, "code" | "extensions">): boolean {
  return extensions["outcome"] === "unknown" || code === "TIMEOUT" || code === "INTERNAL" || code === "OUTCOME_UNKNOWN";
}

/** @param what was done, as a sentence's beginning: "The request" */
export function outcomeUnknown(what: string, details: Record<string, unknown> = {}, cause?: unknown): AirgraphError {
  return new AirgraphError(
    "OUTCOME_UNKNOWN",
    `${what} may have been carried out, and nobody can tell: look before it is done again.`,
    { ...details, outcome: "unknown" },
    { cause },
  );
}
