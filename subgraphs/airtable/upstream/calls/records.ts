import type { BaseId, FieldId, RecordId, TableId } from "../../ids.ts";
import type { AirtableAccess } from "../airtable-access.ts";
import {
  deletedAnswer,
  emptyAnswer,
  type RecordsAnswer,
  recordsAnswer,
  type UploadedAnswer,
  uploadedAnswer,
  type WrittenAnswer,
  writtenAnswer,
} from "../answers.ts";
import { type AirtableCall, type CallerParts, callAirtable, callWhenTurnComes } from "../call-airtable.ts";

export interface TableAddress {
  readonly baseId: BaseId;
  readonly tableId: TableId;
}

/** Parameters of "list records" (emulator/airtable-api.md 4.1). */
export interface RecordQuery {
  /** 1 to 100. */
  readonly pageSize: number;
  readonly offset?: string | undefined;
  readonly sort?: readonly { readonly field: FieldId; readonly direction: "asc" | "desc" }[] | undefined;
  /** Id or name. */
  readonly view?: string | undefined;
  /** All when absent. */
  readonly fields?: readonly FieldId[] | undefined;
  /** Made by formula.ts. */
  readonly filterByFormula?: string | undefined;
  readonly recordMetadata?: readonly "commentCount"[] | undefined;
}

/** Cells by field id. */
export type WrittenCells = Readonly<Record<string, unknown>>;

/** At most 10 records. */
export interface NewRecords {
  readonly records: readonly { readonly fields: WrittenCells }[];
  readonly typecast: boolean;
}

/** At most 10 records. */
export interface ChangedRecords {
  readonly records: readonly { readonly id: RecordId; readonly fields: WrittenCells }[];
  readonly typecast: boolean;
  /** Replacing clears every cell that is not named. */
  readonly mode: "update" | "replace";
}

/** At most 10 records. */
export interface UpsertedRecords {
  readonly records: readonly { readonly id?: RecordId | undefined; readonly fields: WrittenCells }[];
  readonly typecast: boolean;
  readonly mode: "update" | "replace";
  /** One to three. */
  readonly mergeOn: readonly FieldId[];
  readonly repeatable: boolean;
}

/**
 * Records (emulator/airtable-api.md 4). Cells are keyed by field id. A call with `compose` carries what has gathered when its
 * turn comes, and answers undefined when that was nothing. All throw as `callAirtable` does.
 */
export interface RecordCalls {
  /** One page of records. */
  listRecords(access: AirtableAccess, table: TableAddress, query: RecordQuery): Promise<RecordsAnswer>;
  listRecordsLate(
    access: AirtableAccess,
    table: TableAddress,
    compose: () => RecordQuery | undefined,
  ): Promise<RecordsAnswer | undefined>;
  /** All of them or none, answered in the order given. */
  createRecords(
    access: AirtableAccess,
    table: TableAddress,
    compose: () => NewRecords | undefined,
  ): Promise<WrittenAnswer | undefined>;
  /** All of them or none, answered in the order given. */
  updateRecords(
    access: AirtableAccess,
    table: TableAddress,
    compose: () => ChangedRecords | undefined,
  ): Promise<WrittenAnswer | undefined>;
  /** All of them or none, answered in the order given. */
  upsertRecords(
    access: AirtableAccess,
    table: TableAddress,
    compose: () => UpsertedRecords | undefined,
  ): Promise<WrittenAnswer | undefined>;
  /** At most 10; all of them or none. */
  deleteRecords(
    access: AirtableAccess,
    table: TableAddress,
    compose: () => readonly RecordId[] | undefined,
  ): Promise<readonly RecordId[] | undefined>;
  /** Appends a file to a cell. @param file.content base64 of at most 5 MB */
  uploadAttachment(
    access: AirtableAccess,
    cell: { baseId: BaseId; recordId: RecordId; fieldId: FieldId },
    file: { filename: string; contentType: string; content: string },
  ): Promise<UploadedAnswer>;
  /** Writes the rows of a CSV file into a synced table ("CSV sync", emulator/airtable-api.md 4.8). */
  syncCsv(access: AirtableAccess, table: TableAddress & { syncId: string }, csv: string): Promise<void>;
}

export const maximumPageSize = 100;
/** Records in one write (emulator/airtable-api.md 2). */
export const maximumBatch = 10;

export function recordCalls(parts: CallerParts): RecordCalls {
  const late = async <T>(
    access: AirtableAccess,
    { baseId }: TableAddress,
    compose: () => AirtableCall<T> | undefined,
  ): Promise<T | undefined> => (await callWhenTurnComes(parts, access, baseId, compose))?.value;

  return {
    listRecords: async (access, table, query) => callAirtable(parts, access, table.baseId, listing(table, query)),
    listRecordsLate: async (access, table, compose) =>
      late(access, table, () => mapDefined(compose(), (query) => listing(table, query))),

    createRecords: async (access, table, compose) =>
      late(access, table, () =>
        mapDefined(compose(), ({ records, typecast }) => ({
          operation: "createRecords",
          method: "POST",
          path: pathOf(table),
          body: { kind: "json", value: { records, typecast, returnFieldsByFieldId: true } },
          effect: "write",
          answer: writtenAnswer,
        })),
      ),

    updateRecords: async (access, table, compose) =>
      late(access, table, () =>
        mapDefined(compose(), ({ records, typecast, mode }) => ({
          operation: `${mode}Records`,
          method: methods[mode],
          path: pathOf(table),
          body: { kind: "json", value: { records, typecast, returnFieldsByFieldId: true } },
          effect: "repeatable write",
          answer: writtenAnswer,
        })),
      ),

    upsertRecords: async (access, table, compose) =>
      late(access, table, () =>
        mapDefined(compose(), ({ records, typecast, mode, mergeOn, repeatable }) => ({
          operation: "upsertRecords",
          method: methods[mode],
          path: pathOf(table),
          body: {
            kind: "json",
            value: { records, typecast, returnFieldsByFieldId: true, performUpsert: { fieldsToMergeOn: mergeOn } },
          },
          // What the first attempt created, the second one finds by its key.
          effect: repeatable ? "repeatable write" : "write",
          answer: writtenAnswer,
        })),
      ),

    async deleteRecords(access, table, compose) {
      const answer = await late(access, table, () =>
        mapDefined(compose(), (ids) => ({
          operation: "deleteRecords",
          method: "DELETE",
          path: `${pathOf(table)}?${ids.map((id) => `records[]=${id}`).join("&")}`,
          effect: "repeatable write",
          answer: deletedAnswer,
        })),
      );
      return answer?.records.map(({ id }) => id);
    },

    uploadAttachment: async (access, { baseId, recordId, fieldId }, { filename, contentType, content }) =>
      callAirtable(parts, access, baseId, {
        operation: "uploadAttachment",
        method: "POST",
        host: "content",
        path: `/v0/${baseId}/${recordId}/${fieldId}/uploadAttachment`,
        body: { kind: "json", value: { filename, contentType, file: content } },
        effect: "write",
        answer: uploadedAnswer,
      }),

    async syncCsv(access, table, csv) {
      await callAirtable(parts, access, table.baseId, {
        operation: "syncCsv",
        method: "POST",
        path: `${pathOf(table)}/sync/${encodeURIComponent(table.syncId)}`,
        body: { kind: "csv", text: csv },
        effect: "repeatable write",
        answer: emptyAnswer,
      });
    },
  };
}

const methods = { update: "PATCH", replace: "PUT" } as const;

function pathOf({ baseId, tableId }: TableAddress): string {
  return `/v0/${baseId}/${tableId}`;
}

function listing(table: TableAddress, query: RecordQuery): AirtableCall<RecordsAnswer> {
  return {
    operation: "listRecords",
    method: "POST",
    path: `${pathOf(table)}/listRecords`,
    body: { kind: "json", value: { ...query, returnFieldsByFieldId: true } },
    effect: "read",
    answer: recordsAnswer,
  };
}

function mapDefined<A, B>(value: A | undefined, change: (value: A) => B): B | undefined {
  return value === undefined ? undefined : change(value);
}
