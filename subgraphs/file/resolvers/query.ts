import { actorOf } from "../../../kernel/authorization/rules.ts";
import { parsePage, toConnection } from "../../../kernel/pagination/page.ts";
import type { QueryResolvers } from "../generated/resolver-types.ts";
import { listFiles } from "../store/files.ts";

export const Query: QueryResolvers = {
  file: async (_parent, { id }, { loaders }) => loaders.file.load(id),
  files: async (_parent, args, context) => {
    const page = parsePage(args);
    return toConnection(await listFiles(context.db, actorOf(context).tenantId, page), page);
  },
};
