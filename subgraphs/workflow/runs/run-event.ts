import { z } from "zod";
import type { NewEvent, StoredEvent } from "../../../kernel/event-log/event-log.ts";
import { type RunId, runId } from "../../../kernel/identity/ids.ts";

/** The changes of a run that are told. */
const runChangeKinds = [
  "QUEUED",
  "STARTED",
  "STEP_STARTED",
  "STEP_RETRYING",
  "STEP_WAITING",
  "STEP_SUCCEEDED",
  "STEP_FAILED",
  "STEP_SKIPPED",
  "WAITING",
  "RESUMED",
  "PAUSED",
  "CANCELLING",
  "RETRIED",
  "SUCCEEDED",
  "FAILED",
  "CANCELLED",
] as const;
const runChangeKind = z.enum(runChangeKinds);
export type RunChangeKind = z.infer<typeof runChangeKind>;

const told = z.object({ code: z.string(), message: z.string() });

/** What an event of a run holds. What may hold cells is not in it, but read when the event is told, by who may. */
const eventData = z.object({
  kind: runChangeKind,
  /** Path of the step that changed. */
  path: z.string().nullable().default(null),
  attempt: z.number().nullable().default(null),
  /** Why an attempt, a step or the run failed. */
  error: told.nullable().default(null),
});
export type RunChange = z.infer<typeof eventData> & {
  readonly runId: RunId;
  /** Sequence number in the run's stream, from 1. */
  readonly sequence: number;
  readonly at: Date;
};

/** What the names of the streams of runs begin with. */
export const runStreams = "run:";

/** The event stream that tells everything of one run. */
export function runStream(id: RunId): string {
  return `${runStreams}${id}`;
}

/** Types of the events of runs. */
export const runEventTypes: readonly string[] = runChangeKinds.map((kind) => `run.${kind}`);

export function runEvent(kind: RunChangeKind, about: Partial<Omit<z.infer<typeof eventData>, "kind">> = {}): NewEvent {
  return { type: `run.${kind}`, data: { kind, ...about } };
}

export function toRunChange({ stream, sequence, data, at }: StoredEvent): RunChange {
  return { runId: runId.parse(stream.slice(runStreams.length)), sequence, at, ...eventData.parse(data) };
}
