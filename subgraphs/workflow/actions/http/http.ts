import type { Dispatcher } from "undici";
import { z } from "zod";
import type { Clock } from "../../../../kernel/clock.ts";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import type { Action, ActionScope } from "../action.ts";
import { outcomeUnknown } from "../outcome.ts";
import { nonEmptyText, text } from "../worked-out.ts";
import type { AllowedHosts } from "./allowed-hosts.ts";
import { readAnswer } from "./read-answer.ts";
import { requestHeaders } from "./request-headers.ts";
import { type Outcome, sendRequest } from "./send-request.ts";
import { signatureOf } from "./signature.ts";

/** Of one request with all its redirects; a step's own limit may be shorter. */
const longestMs = 120_000;
const longestBody = 1024 * 1024;

const settingsShape = z.object({
  method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]),
  url: nonEmptyText.max(10_000, "must have at most 10000 characters"),
  headers: z.record(z.string(), text),
  body: z.json().optional(),
  idempotent: z.boolean(),
  signWith: text.optional(),
});
type Settings = z.infer<typeof settingsShape>;

/**
 * Sends one request to where an operator allows it. Secrets are put in just before. What nobody knows the outcome of is
 * sent again only where that does no harm; every request has the attempt's effect key as its `Idempotency-Key`.
 */
export function createHttp(parts: {
  readonly agent: Dispatcher;
  readonly allowed: AllowedHosts;
  readonly clock: Clock;
}): Action<"http"> {
  return async (given, scope) => {
    const settings = parseInput(settingsShape, given);
    const { method, idempotent } = settings;
    const isRepeatable = idempotent || (method !== "POST" && method !== "PATCH");
    if (!isRepeatable && scope.maybeDone) throw outcomeUnknown("The request");
    try {
      const request = await prepare(settings, scope, parts.clock);
      const signal = AbortSignal.any([scope.signal, AbortSignal.timeout(longestMs)]);
      const outcome = await sendRequest(parts, { ...request, method, signal });
      return readAnswer(answered(outcome, isRepeatable));
    } catch (error) {
      if (!(error instanceof AirgraphError)) throw error;
      // What was sent may come back in what is told of it.
      const { code, ...details } = error.extensions;
      throw new AirgraphError(code, String(scope.secrets.mask(error.message)), details, { cause: error.cause });
    }
  };
}

async function prepare(settings: Settings, scope: ActionScope, clock: Clock) {
  const { method, signWith, ...sent } = settings;
  const { url, headers: given, body: content } = await scope.secrets.reveal(sent);
  const headers = requestHeaders(given);
  const body = content === undefined ? null : typeof content === "string" ? content : JSON.stringify(content);
  if (body !== null && (method === "GET" || method === "HEAD"))
    throw new AirgraphError("BAD_USER_INPUT", `body can't be sent with ${method}.`, { field: "body" });
  if (Buffer.byteLength(body ?? "") > longestBody)
    throw new AirgraphError("BAD_USER_INPUT", `body must have at most ${longestBody} bytes.`, { field: "body" });
  const contentType = typeof content === "string" ? "text/plain; charset=utf-8" : "application/json";
  const signature =
    signWith === undefined
      ? {}
      : {
          "x-airgraph-signature": signatureOf({
            secret: await scope.secrets.value(signWith),
            body: body ?? "",
            now: clock.now(),
          }),
        };
  return {
    url,
    body,
    headers: {
      "user-agent": "Airgraph",
      accept: "*/*",
      "idempotency-key": scope.effectKey,
      ...(body === null ? {} : { "content-type": contentType }),
      ...headers,
      ...signature,
      "accept-encoding": "identity",
    },
  };
}

/** @throws AirgraphError for everything but an answer that says that the request was carried out */
function answered(outcome: Outcome, isRepeatable: boolean): Extract<Outcome, { kind: "answered" }> {
  switch (outcome.kind) {
    case "unreached":
      throw failed("UPSTREAM_UNAVAILABLE", "The host can't be reached.", outcome.cause);
    case "cut":
      if (!isRepeatable) throw outcomeUnknown("The request", {}, outcome.cause);
      throw failed("UPSTREAM_UNAVAILABLE", "The connection broke off.", outcome.cause);
    case "late":
      if (!isRepeatable) throw outcomeUnknown("The request", {}, outcome.cause);
      throw failed("TIMEOUT", "The host did not answer in time.", outcome.cause);
    case "answered": {
      const { status } = outcome;
      if (status < 400) return outcome;
      throw refusal(outcome, isRepeatable);
    }
  }
}

function refusal({ status, headers, body }: Extract<Outcome, { kind: "answered" }>, isRepeatable: boolean) {
  const said = body.toString("utf8", 0, 300).trim();
  const message = `The host answered with the status ${status}${said === "" ? "." : `: ${said}`}`;
  const retryAfter = /^\d{1,5}$/.test(headers["retry-after"] ?? "") ? Number(headers["retry-after"]) * 1000 : undefined;
  const details = { status, ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }) };
  if (status === 429) return new AirgraphError("RATE_LIMITED", message, details);
  if (status < 500) return new AirgraphError("UPSTREAM_REJECTED", message, details);
  // Of these, 503 alone says that nothing was done.
  return isRepeatable || status === 503
    ? new AirgraphError("UPSTREAM_UNAVAILABLE", message, details)
    : outcomeUnknown(`The request, which was answered with the status ${status},`, details);
}

function failed(code: "UPSTREAM_UNAVAILABLE" | "TIMEOUT", message: string, cause: unknown): AirgraphError {
  return new AirgraphError(code, message, {}, { cause });
}
