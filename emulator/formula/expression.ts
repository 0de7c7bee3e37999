import type { Bind } from "./functions/formula-function.ts";

/**
 * What an expression may yield:
 *
 * - `number`: a number or blank
 * - `safe`: any value that is no failure
 * - `fallible`: anything
 *
 * AND and OR evaluate every argument, because any may fail (reference 10.2); where none can, they stop early.
 */
export type Outcome = "number" | "safe" | "fallible";

/** A compiled expression and what is known about it. */
export interface Expression {
  readonly bind: Bind;
  readonly outcome: Outcome;
  /** Its value, where the text says it. */
  readonly constant?: string | number;
}
