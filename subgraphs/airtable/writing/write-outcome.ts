import type { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { RecordAnswer } from "../upstream/answers.ts";

/** What became of one record that Airtable was asked to write. */
export type WriteOutcome =
  | { readonly outcome: "CREATED" | "UPDATED"; readonly record: RecordAnswer }
  | { readonly outcome: "DELETED" }
  /** Nothing was written. */
  | { readonly outcome: "FAILED"; readonly error: AirgraphError }
  /** It may have been written: Airtable did not say. */
  | { readonly outcome: "UNKNOWN"; readonly error: AirgraphError };

/** Whether a call ended such that it may have taken effect. */
export function isDoubtful({ extensions }: AirgraphError): boolean {
  return extensions.outcome === "unknown";
}

/** @param doubtful whether an earlier attempt at the same records may have taken effect */
export function notWritten(error: AirgraphError, doubtful: boolean): WriteOutcome {
  return { outcome: doubtful || isDoubtful(error) ? "UNKNOWN" : "FAILED", error };
}
