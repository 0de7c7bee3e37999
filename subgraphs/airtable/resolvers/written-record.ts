import type { CreateRecordPayloadResolvers, WriteRecordResultResolvers } from "../generated/resolver-types.ts";
import { showWritten } from "../reading/show-written.ts";
import { selectedCells } from "./selected-cells.ts";

export const WriteRecordResult: WriteRecordResultResolvers = {
  record: async ({ record }, _args, { loaders }, info) =>
    record === null ? null : showWritten(loaders, record, selectedCells(info)),
};

export const CreateRecordPayload: CreateRecordPayloadResolvers = {
  record: async (record, _args, { loaders }, info) => showWritten(loaders, record, selectedCells(info)),
};
