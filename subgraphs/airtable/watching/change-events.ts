import { z } from "zod";
import type { NewEvent, StoredEvent } from "../../../kernel/event-log/event-log.ts";
import { type BaseId, baseId, fieldId, recordId, tableId } from "../ids.ts";
import type { SchemaChange } from "../schema-changes/schema-stream.ts";
import type { Payload } from "../upstream/answers.ts";

const maximumChanges = 100;

/** Ids only: cell values would go round the permissions of those who read them later. */
const change = z.object({
  kind: z.enum(["CREATED", "UPDATED", "DELETED"]),
  tableId,
  recordId,
  /** The fields that were changed; empty unless it was updated. */
  fieldIds: z.array(fieldId),
});
type Change = z.infer<typeof change>;

const actor = z.object({ id: z.string(), email: z.string().nullable(), name: z.string().nullable() });

const changedData = z.object({
  baseId,
  at: z.iso.datetime(),
  source: z.string().nullable(),
  actor: actor.nullable(),
  changes: z.array(change),
});
const eventData = z.discriminatedUnion("type", [
  z.object({ type: z.literal("airtable.recordsChanged"), data: changedData }),
  z.object({ type: z.literal("airtable.changesMissed"), data: z.object({ baseId }) }),
]);

/** One event of a base's stream, as subscribers get it. */
export interface ChangeEvent {
  /** Sequence number in the base's stream, from 1. */
  readonly sequence: number;
  readonly changes: readonly ChangedRecord[];
  /** Changes before this event may have gone unnoticed. */
  readonly changesMissed: boolean;
}

export interface ChangedRecord extends Change {
  readonly baseId: BaseId;
  /** Its place among the changes of its event, whoever may know of the others. */
  readonly position: number;
  readonly at: Date;
  /** In Airtable's words. */
  readonly source: string | null;
  readonly actor: z.infer<typeof actor> | null;
}

/** The event stream of a base's records. One for all its tables, so that one cursor serves those who watch any of them. */
export function recordStream(base: BaseId): string {
  return `airtable-records:${base}`;
}

export function changesMissed(base: BaseId): NewEvent {
  return { type: "airtable.changesMissed", data: { baseId: base } };
}

/** What a payload of a webhook tells of records, at most 100 changes an event. */
export function recordEvents(base: BaseId, payload: Payload): NewEvent[] {
  const changes = recordChanges(payload);
  const { source, sourceMetadata } = payload.actionMetadata ?? {};
  const user = sourceMetadata?.user;
  const about = {
    baseId: base,
    at: payload.timestamp.toISOString(),
    source: storable(source),
    actor: user === undefined ? null : { id: user.id, email: storable(user.email), name: storable(user.name) },
  };
  return Array.from({ length: Math.ceil(changes.length / maximumChanges) }, (_, index) => ({
    type: "airtable.recordsChanged",
    data: { ...about, changes: changes.slice(index * maximumChanges, (index + 1) * maximumChanges) },
  }));
}

/** Postgres keeps neither U+0000 nor half a character in JSON, and one such name would hold up the whole base for ever. */
function storable(text: string | null | undefined): string | null {
  return text?.replaceAll(/[\0\p{Surrogate}]/gu, "\uFFFD") ?? null;
}

function recordChanges({ changedTablesById, createdTablesById }: Payload): Change[] {
  const created = Object.entries(createdTablesById).flatMap(([table, { recordsById }]) =>
    alike("CREATED", table, Object.keys(recordsById)),
  );
  const changed = Object.entries(changedTablesById).flatMap(([table, told]) => [
    ...alike("CREATED", table, Object.keys(told.createdRecordsById)),
    ...Object.entries(told.changedRecordsById).map(([record, { current }]) => ({
      kind: "UPDATED" as const,
      tableId: table,
      recordId: record,
      fieldIds: Object.keys(current.cellValuesByFieldId),
    })),
    ...alike("DELETED", table, told.destroyedRecordIds),
  ]);
  // Keys of objects have lost the brands that they were checked for.
  return z.array(change).parse([...created, ...changed]);
}

function alike(kind: "CREATED" | "DELETED", table: string, records: readonly string[]): z.input<typeof change>[] {
  return records.map((record) => ({ kind, tableId: table, recordId: record, fieldIds: [] }));
}

/** What a payload tells of the base's schema. */
export function schemaChanges({ changedTablesById, createdTablesById, destroyedTableIds }: Payload): SchemaChange[] {
  const told: SchemaChange[] = [];
  const tables = (kind: SchemaChange["kind"], ids: readonly string[]) =>
    told.push(...ids.map((id) => ({ kind, tableId: tableId.parse(id) })));
  tables("TABLE_CREATED", Object.keys(createdTablesById));
  tables("TABLE_DELETED", destroyedTableIds);
  for (const [table, changed] of Object.entries(changedTablesById)) {
    const fields = (kind: SchemaChange["kind"], ids: readonly string[]) =>
      told.push(...ids.map((id) => ({ kind, tableId: tableId.parse(table), fieldId: fieldId.parse(id) })));
    if (changed.changedMetadata !== undefined) tables("TABLE_CHANGED", [table]);
    fields("FIELD_CREATED", Object.keys(changed.createdFieldsById));
    fields("FIELD_CHANGED", Object.keys(changed.changedFieldsById));
    fields("FIELD_DELETED", changed.destroyedFieldIds);
  }
  return told;
}

/** What a subscriber has seen: all events up to one, or of that one only the changes up to a position. */
export interface ChangeCursor {
  readonly sequence: number;
  /** Undefined when the event has been seen whole. */
  readonly position: number | undefined;
}

export function printCursor({ sequence, position }: ChangeCursor): string {
  return position === undefined ? String(sequence) : `${sequence}.${position}`;
}

/** Undefined for anything that `printCursor` would not write. */
export function readCursor(cursor: string): ChangeCursor | undefined {
  const [, sequence, position] = /^(\d{1,15})(?:\.(\d{1,3}))?$/.exec(cursor) ?? [];
  if (sequence === undefined || (position !== undefined && Number(sequence) === 0)) return undefined;
  return { sequence: Number(sequence), position: position === undefined ? undefined : Number(position) };
}

export function toChangeEvent(event: StoredEvent): ChangeEvent {
  const told = eventData.parse({ type: event.type, data: event.data });
  switch (told.type) {
    case "airtable.recordsChanged": {
      const { changes, at, ...about } = told.data;
      return {
        sequence: event.sequence,
        changes: changes.map((each, position) => ({ ...about, ...each, position, at: new Date(at) })),
        changesMissed: false,
      };
    }
    case "airtable.changesMissed":
      return { sequence: event.sequence, changes: [], changesMissed: true };
  }
}
