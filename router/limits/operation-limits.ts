import type { DocumentLimits } from "./check-document.ts";
import type { SourceLimits } from "./check-source.ts";

/** What one operation may be at most, whoever sends it. */
export interface OperationLimits extends SourceLimits, DocumentLimits {
  /** Problems of one document that are told; finding more of them costs, and helps nobody. */
  readonly maximumValidationErrors: number;
  /** Whether problems come with names that may have been meant, which tell the schema to who guesses. */
  readonly suggestions: boolean;
}
