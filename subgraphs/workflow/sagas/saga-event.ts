import { z } from "zod";
import type { NewEvent, StoredEvent } from "../../../kernel/event-log/event-log.ts";
import type { SagaId } from "../../../kernel/identity/ids.ts";

/** The changes of a saga that are told. */
const sagaChangeKinds = [
  "QUEUED",
  "STARTED",
  "STEP_STARTED",
  "STEP_RETRYING",
  "STEP_DONE",
  "STEP_FAILED",
  "COMPENSATING",
  "STEP_UNDOING",
  "STEP_UNDONE",
  "STEP_LEFT",
  "STEP_STUCK",
  "STUCK",
  "RESUMED",
  "COMPLETED",
  "COMPENSATED",
] as const;
const sagaChangeKind = z.enum(sagaChangeKinds);
export type SagaChangeKind = z.infer<typeof sagaChangeKind>;

/** What an event of a saga holds. What may hold cells is not in it, but read when the event is told, by who may. */
const eventData = z.object({
  kind: sagaChangeKind,
  /** The step that changed. */
  step: z.string().nullable().default(null),
  attempt: z.number().nullable().default(null),
  /** Why an attempt or a step failed, or why the saga is undone. */
  error: z.object({ code: z.string(), message: z.string() }).nullable().default(null),
});
export type SagaChange = z.infer<typeof eventData> & {
  readonly sagaId: SagaId;
  /** Sequence number in the saga's stream, from 1. */
  readonly sequence: number;
  readonly at: Date;
};

const prefix = "saga:";

/** The event stream that tells everything of one saga. */
export function sagaStream(id: SagaId): string {
  return `${prefix}${id}`;
}

export function sagaEvent(
  kind: SagaChangeKind,
  about: Partial<Omit<z.infer<typeof eventData>, "kind">> = {},
): NewEvent {
  return { type: `saga.${kind}`, data: { kind, ...about } };
}

export function toSagaChange({ stream, sequence, data, at }: StoredEvent): SagaChange {
  return { sagaId: stream.slice(prefix.length) as SagaId, sequence, at, ...eventData.parse(data) };
}
