import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parsePage, toConnection } from "../../../kernel/pagination/page.ts";
import type { AirtableRecordResolvers, RecordActivityResolvers } from "../generated/resolver-types.ts";

/** The airtable subgraph tells it to those only who may read the record: without it, nothing is told here. */
const told = z.iso.datetime();

export const AirtableRecord: AirtableRecordResolvers = {
  activity: async ({ id, createdTime }, args, { loaders }) => {
    if (!told.safeParse(createdTime).success) throw new AirgraphError("NOT_FOUND", "There is no such record.");
    const page = parsePage(args);
    return toConnection(await loaders.activityOfRecord(page).load(id), page);
  },
};

export const RecordActivity: RecordActivityResolvers = {
  at: ({ createdAt }) => createdAt,
};
