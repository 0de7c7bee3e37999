import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";

/**
 * The event behind which a subscription to one stream goes on.
 * @param after the cursor that the client has: the sequence number of the last event it saw
 * @param last that the stream has
 * @throws AirgraphError BAD_USER_INPUT for what is none, or comes later than the last
 */
export function parseSequence(after: string, last: number): number {
  const sequence = /^\d{1,15}$/.test(after) ? Number(after) : Number.POSITIVE_INFINITY;
  if (sequence > last) throw malformedCursor();
  return sequence;
}

export function malformedCursor(): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", "after must be the cursor of an update of the same subscription.", {
    field: "after",
  });
}
