import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { maskError } from "../../../kernel/errors/mask-error.ts";
import { toldError } from "../../../kernel/errors/told-error.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { FieldId } from "../ids.ts";
import type { TableModel } from "../models.ts";
import { createOneAtATime, type OneAtATime } from "../one-at-a-time.ts";
import type { WrittenAnswer } from "../upstream/answers.ts";
import type { RecordCalls } from "../upstream/calls/records.ts";
import { type BatchWriter, createBatchWriter } from "./batch-writer.ts";
import { isolateRefused } from "./isolate-refused.ts";
import type { RecordWrite, WriteOfRecord } from "./record-write.ts";
import { settleDeletes } from "./settle-deletes.ts";
import { type TouchBase, touching } from "./touch-base.ts";
import type { WriteOutcome } from "./write-outcome.ts";

export interface WriteOptions {
  readonly typecast: boolean;
}
export interface ChangeOptions extends WriteOptions {
  /** Replacing clears every cell that is not named. */
  readonly mode: "update" | "replace";
}
export interface UpsertOptions extends ChangeOptions {
  /** One to three. */
  readonly mergeOn: readonly FieldId[];
  /** That the key fields of all records will have a value: others would be created once more when a call is repeated. */
  readonly repeatable: boolean;
}

/**
 * Writes records, ten to a call, together with what others of this process write to the same table by the same
 * connection. Each record has an outcome of its own, in the order given; nothing rejects. A create that may have taken
 * effect is not sent again. Writes of one record keep their order.
 */
export interface RecordWriter {
  readonly create: BatchWriter<RecordWrite, WriteOptions>;
  readonly change: BatchWriter<WriteOfRecord, ChangeOptions>;
  readonly upsert: BatchWriter<RecordWrite, UpsertOptions>;
  readonly delete: BatchWriter<WriteOfRecord, Record<string, never>>;
  /** Who reads records to write what follows from it does so in here, by their global ids: others who do so wait. */
  readonly readAndWrite: OneAtATime;
}

export function createRecordWriter(parts: {
  client: Pick<RecordCalls, "createRecords" | "updateRecords" | "upsertRecords" | "deleteRecords" | "listRecords">;
  touchBase: TouchBase;
  logger: Logger;
}): RecordWriter {
  const { client, touchBase, logger } = parts;
  const told = (reason: unknown, sent: boolean) => toAirgraphError(reason, sent, logger);

  return {
    readAndWrite: createOneAtATime(),

    create: createBatchWriter({
      call:
        (table, { typecast }) =>
        async (access, take) => {
          const answer = await touching(touchBase, table.baseId, async () =>
            client.createRecords(access, addressOf(table), () => {
              const writes = take();
              return writes && { records: writes.map(({ fields }) => ({ fields })), typecast };
            }),
          );
          return answer?.records.map((record): WriteOutcome => ({ outcome: "CREATED", record }));
        },
      recover: isolateRefused,
      orderKey: () => undefined,
      told,
    }),

    change: createBatchWriter({
      call: (table, options) => async (access, take) => {
        const answer = await touching(touchBase, table.baseId, async () =>
          client.updateRecords(access, addressOf(table), () => {
            const records = take();
            return records && { records: records.map(({ id, fields }) => ({ id, fields })), ...options };
          }),
        );
        return answer?.records.map((record): WriteOutcome => ({ outcome: "UPDATED", record }));
      },
      recover: isolateRefused,
      orderKey: ({ id }) => id,
      told,
    }),

    upsert: createBatchWriter({
      call: (table, options) => async (access, take) => {
        const answer = await touching(touchBase, table.baseId, async () =>
          client.upsertRecords(access, addressOf(table), () => {
            const records = take();
            return records && { records, ...options };
          }),
        );
        return answer && upserted(answer);
      },
      recover: isolateRefused,
      orderKey: ({ fields }, { mergeOn }) => looseKey(mergeOn.map((id) => fields[id])),
      told,
    }),

    delete: createBatchWriter({
      call: (table) => async (access, take) => {
        const ids = await touching(touchBase, table.baseId, async () =>
          client.deleteRecords(access, addressOf(table), () => take()?.map(({ id }) => id)),
        );
        return ids?.map((): WriteOutcome => ({ outcome: "DELETED" }));
      },
      recover: async (failed) => settleDeletes(client, failed),
      orderKey: ({ id }) => id,
      told,
    }),
  };
}

function addressOf({ baseId, id }: TableModel) {
  return { baseId, tableId: id };
}

function upserted({ records, createdRecords = [] }: WrittenAnswer): WriteOutcome[] {
  const created = new Set(createdRecords);
  return records.map((record) => ({ outcome: created.has(record.id) ? "CREATED" : "UPDATED", record }));
}

/** The same for all values that Airtable could take for the same key; that it is the same for some others only costs time. */
function looseKey(values: readonly unknown[]): string {
  return JSON.stringify(values.map((value) => String(value).trim().toLowerCase()));
}

function toAirgraphError(reason: unknown, sent: boolean, logger: Logger): AirgraphError {
  if (reason instanceof AirgraphError) return reason;
  const { message, extensions } = maskError(reason, logger);
  return toldError(
    { message, extensions: { ...extensions, ...(sent ? { outcome: "unknown" } : {}) } },
    { cause: reason },
  );
}
