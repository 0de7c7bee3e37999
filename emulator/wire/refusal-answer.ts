import type { ApiError, ErrorBody } from "../api-error.ts";
import type { Switches } from "../switches.ts";
import { unreachable } from "../unreachable.ts";
import { type Answer, jsonAnswer } from "./answer.ts";

/** A refusal as the client sees it. */
export function refusalAnswer(error: ApiError, switches: Switches): Answer {
  const retryAfter = error.status === 429 && switches.retryAfterOn429 ? { "retry-after": "30" } : {};
  return jsonAnswer(error.status, envelope(error.body), retryAfter);
}

/** The four envelopes of reference 3.1. */
function envelope(body: ErrorBody): object {
  switch (body.form) {
    case "object":
      return { error: { type: body.type, message: body.message } };
    case "typeOnly":
      return { error: { type: body.type } };
    case "bare":
      return { error: body.type };
    case "plural":
      return { errors: [{ error: body.type, message: body.message }] };
  }
  return unreachable(body);
}
