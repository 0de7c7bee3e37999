import { z } from "zod";
import type { BaseName, Plan } from "./plan.ts";

/** A record that was found in Airtable. */
export interface FoundRecord {
  readonly base: BaseName;
  readonly id: string;
  readonly tag: string;
  readonly amount: number;
  /** Tags of the records that it links to. */
  readonly links: readonly string[];
  readonly attachments: readonly string[];
}

export const told = z.object({ code: z.string(), message: z.string() });
const failures = z.array(z.object({ mayHaveEffect: z.boolean() }));

/** A step in the journal of a run or a saga. */
export const foundStep = z.object({
  /** A saga's step by its id, a run's by its path. */
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  position: z.number(),
  attempts: z.number(),
  failures,
  errorCode: z.string().nullable(),
  /** Whether a person said what became of it: only then may anything of what it did be left. */
  decision: z.string().nullable(),
});
export type FoundStep = z.infer<typeof foundStep>;

export const foundEvent = z.object({
  sequence: z.number(),
  kind: z.string(),
  step: z.string().nullable(),
  attempt: z.number().nullable(),
});
export type FoundEvent = z.infer<typeof foundEvent>;

interface Found {
  readonly id: string;
  readonly owner: string;
  readonly status: string;
  readonly error: z.infer<typeof told> | null;
  readonly steps: readonly FoundStep[];
  /** Of its stream, in the order of the log. */
  readonly events: readonly FoundEvent[];
  /** What the stream's own row says. */
  readonly lastSequence: number;
}

export type FoundSaga = Found;
export type FoundRun = Found;

/** What somebody was told who watched a run or a saga and came back by cursor whenever the connection was gone. */
export interface Followed {
  readonly of: string;
  readonly seen: readonly { readonly sequence: number; readonly kind: string }[];
  readonly connections: number;
}

/** What the API said of a saga that was stuck. */
export interface ToldStuck {
  readonly saga: string;
  readonly decisions: readonly { readonly stepId: string; readonly why: string }[];
}

/** All there is to judge a storm by, once it is over. */
export interface Snapshot {
  readonly plan: Plan;
  readonly records: readonly FoundRecord[];
  readonly files: readonly string[];
  readonly sagas: readonly FoundSaga[];
  readonly runs: readonly FoundRun[];
  readonly followed: readonly Followed[];
  readonly toldStuck: readonly ToldStuck[];
}
