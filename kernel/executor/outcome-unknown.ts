import { AirgraphError } from "../errors/airgraph-error.ts";

/** Why a mutation has no answer, where the other side may have done it, or be at it still. */
export function outcomeUnknown({ code, message, cause }: AirgraphError): AirgraphError {
  return new AirgraphError(
    code,
    `${message} The outcome of the mutation is unknown: look before you send it again.`,
    { outcome: "unknown" },
    { cause },
  );
}
