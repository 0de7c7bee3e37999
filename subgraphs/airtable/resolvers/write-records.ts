import type { MutationResolvers } from "../generated/resolver-types.ts";
import { primeWritten } from "../reading/show-written.ts";
import { changeRecords } from "../writing/change-records.ts";
import { createRecord } from "../writing/create-record.ts";
import { createRecords } from "../writing/create-records.ts";
import { deleteRecords } from "../writing/delete-records.ts";
import { syncCsv } from "../writing/sync-csv.ts";
import { uploadAttachment } from "../writing/upload-attachment.ts";
import { upsertRecords } from "../writing/upsert-records.ts";
import type { WriteResult } from "../writing/write-result.ts";
import { writing } from "./writing.ts";

function toPayload(results: readonly WriteResult[]) {
  const failed = results.filter(({ error }) => error !== null).length;
  return { results: [...results], succeeded: results.length - failed, failed };
}

export const writeRecordMutations = {
  createRecord: async (_parent, { input }, context) => {
    const { typecast = false, ...given } = input;
    const record = await writing(context, async () => createRecord(context, { ...given, typecast }));
    primeWritten(context.loaders, record);
    return record;
  },
  createRecords: async (_parent, { input }, context) => {
    const { typecast = false, ...given } = input;
    return toPayload(await writing(context, async () => createRecords(context, { ...given, typecast })));
  },
  updateRecords: async (_parent, { input: { records, typecast = false } }, context) =>
    toPayload(await writing(context, async () => changeRecords(context, { records, typecast, mode: "update" }))),
  replaceRecords: async (_parent, { input: { records, typecast = false } }, context) =>
    toPayload(await writing(context, async () => changeRecords(context, { records, typecast, mode: "replace" }))),
  upsertRecords: async (_parent, { input }, context) => {
    const { typecast = false, replace = false, ...given } = input;
    return toPayload(await writing(context, async () => upsertRecords(context, { ...given, typecast, replace })));
  },
  deleteRecords: async (_parent, { input: { ids } }, context) =>
    toPayload(await writing(context, async () => deleteRecords(context, ids))),
  uploadAttachment: async (_parent, { input }, context) => ({
    attachments: await writing(context, async () => uploadAttachment(context, input)),
  }),
  syncCsv: async (_parent, { input }, context) => ({
    table: await writing(context, async () => syncCsv(context, input)),
  }),
} satisfies MutationResolvers;
