import { parsePage, toConnection } from "../../../kernel/pagination/page.ts";
import type { AirtableRecordResolvers } from "../generated/resolver-types.ts";

export const AirtableRecord: AirtableRecordResolvers = {
  files: async ({ id }, args, { loaders }) => {
    const page = parsePage(args);
    return toConnection(await loaders.filesOfRecord(page).load(id), page);
  },
};
