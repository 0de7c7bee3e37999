import type { SourceLimits } from "./check-source.ts";

/** What one operation may be at most, whoever sends it. */
export interface OperationLimits extends SourceLimits {
  /** Fields within fields, seen through fragments. */
  readonly maximumDepth: number;
}
