import { type ApiError, refusals } from "../api-error.ts";
import type { Fault } from "../faults/fault.ts";
import type { Switches } from "../switches.ts";
import { type Answer } from "./answer.ts";
import { refusalAnswer } from "./refusal-answer.ts";

type StatusFault = Extract<Fault, { kind: "status" }>;

/** What a request is told that meets a fault with a status (reference 3.2). */
export function faultAnswer(fault: StatusFault, switches: Switches): Answer {
  const retryAfter = fault.retryAfterSeconds === undefined ? {} : { "retry-after": String(fault.retryAfterSeconds) };
  if (fault.status === 502) {
    // As a proxy says it: clients must not take every body for JSON.
    const body = "<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>\n";
    return { status: 502, headers: { "content-type": "text/html", ...retryAfter }, body };
  }
  const answer = refusalAnswer(refusalFor(fault.status, switches), switches);
  return { ...answer, headers: { ...answer.headers, ...retryAfter } };
}

function refusalFor(status: 429 | 500 | 503, switches: Switches): ApiError {
  switch (status) {
    case 429:
      return refusals.rateLimited(switches.burst429Body);
    case 500:
      return refusals.unexpected();
    case 503:
      return refusals.retriable();
  }
}
