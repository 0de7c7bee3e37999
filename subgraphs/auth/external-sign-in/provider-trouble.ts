import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";
import { ZodError } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Logger } from "../../../kernel/logger.ts";

/** What the library says of calls that led to no answer; all else that it refuses is an answer that does not fit. */
const noAnswer = new Set(["OAUTH_TIMEOUT", "OAUTH_ABORT"]);
/** What providers call trouble of their own (RFC 6749, 4.1.2.1). */
const passing = new Set(["temporarily_unavailable", "server_error"]);

/**
 * What a client is told of trouble with a provider. Of the library's errors it gets nothing: they carry requests and
 * answers, which hold tokens and internal addresses. The log gets their codes, for the operator.
 */
export function providerTrouble(
  error: unknown,
  { name, label, logger }: { name: string; label: string; logger: Logger },
): AirgraphError {
  const { kind, reason } = diagnose(error);
  if (kind === "denied")
    return new AirgraphError("FORBIDDEN", `${label} was told not to sign you in here.`, { reason: "ACCESS_DENIED" });
  logger.warn({ provider: name, reason }, "signing in with an external account failed");
  return kind === "unavailable"
    ? new AirgraphError("UPSTREAM_UNAVAILABLE", `${label} did not answer, or not as it should. Try again.`)
    : new AirgraphError("UPSTREAM_REJECTED", `${label} did not confirm who you are. Begin anew.`);
}

function diagnose(error: unknown): { kind: "denied" | "unavailable" | "rejected"; reason: string } {
  if (error instanceof AuthorizationResponseError) {
    if (error.error === "access_denied") return { kind: "denied", reason: error.error };
    // Whoever sends the callback chooses this text.
    const reason = /^\w{1,60}$/.test(error.error) ? error.error : "unknown";
    return { kind: passing.has(error.error) ? "unavailable" : "rejected", reason };
  }
  if (error instanceof ResponseBodyError)
    return {
      kind: error.status >= 500 || error.status === 429 ? "unavailable" : "rejected",
      reason: `${error.status} ${error.error}`,
    };
  if (error instanceof ClientError) {
    const status = error.cause instanceof Response ? error.cause.status : undefined;
    const isAnswer = error.code !== undefined && !noAnswer.has(error.code) && (status === undefined || status < 500);
    return { kind: isAnswer ? "rejected" : "unavailable", reason: [error.code, status, error.message].join(" ") };
  }
  if (error instanceof ZodError) return { kind: "rejected", reason: "claims of another shape" };
  return { kind: "unavailable", reason: error instanceof Error ? `${error.name}: ${error.message}` : "unknown" };
}
