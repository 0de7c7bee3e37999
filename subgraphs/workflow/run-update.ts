import { z } from "zod";
import type { NewEvent, StoredEvent } from "../../kernel/event-log/event-log.ts";
import type { RunId } from "../../kernel/identity/ids.ts";
import type { StoredRun } from "./store/runs.ts";

/** The changes of a run that are told. */
export const runChangeKind = z.enum([
  "QUEUED",
  "STARTED",
  "STEP_STARTED",
  "STEP_SUCCEEDED",
  "STEP_FAILED",
  "SUCCEEDED",
  "FAILED",
]);
export type RunChangeKind = z.infer<typeof runChangeKind>;

/** One event of a run's stream as subscribers get it. */
export interface RunChange {
  /** Sequence number in the run's stream, from 1. */
  readonly sequence: number;
  readonly kind: RunChangeKind;
  readonly stepId: string | null;
  readonly at: Date;
  /** As it is when the change is told. */
  readonly run: StoredRun;
}

/** The event stream that tells everything of one run. */
export function runStream(id: RunId): string {
  return `run:${id}`;
}

export function runEvent(kind: RunChangeKind, stepId: string | null = null): NewEvent {
  return { type: `run.${kind}`, data: { kind, stepId } };
}

const eventData = z.object({ kind: runChangeKind, stepId: z.string().nullable() });

export function toRunChange(run: StoredRun, { sequence, data, at }: StoredEvent): RunChange {
  return { run, sequence, at, ...eventData.parse(data) };
}

/** Nothing follows in a run's stream. */
export function isLast({ kind }: RunChange): boolean {
  return kind === "SUCCEEDED" || kind === "FAILED";
}
