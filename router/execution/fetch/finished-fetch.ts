import type { ErrorCode } from "../../../kernel/errors/error-code.ts";
import type { FetchStep } from "../compile/steps.ts";

/** What is kept of a fetch for those who count and log: made for each, so it is no more than this. */
export interface FinishedFetch {
  readonly step: FetchStep;
  /** How many entities were asked for; 0 for root fields. */
  readonly entities: number;
  /** As performance.now() tells time. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: FetchOutcome;
}

/** What is counted of a fetch, whoever sent it. */
export type CountedFetch = Omit<FinishedFetch, "step"> & { readonly step: Pick<FetchStep, "service"> };

/** `partial` answers hold errors; a code says why there was no answer. */
export type FetchOutcome = "ok" | "partial" | ErrorCode;
