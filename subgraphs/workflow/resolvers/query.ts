import { actorOf } from "../../../kernel/authorization/rules.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parsePage, toConnection } from "../../../kernel/pagination/page.ts";
import type { QueryResolvers } from "../generated/resolver-types.ts";
import { listRuns } from "../store/runs.ts";
import { secretQueries } from "./secrets.ts";

export const Query: QueryResolvers = {
  ...secretQueries,
  run: async (_parent, { id }, { loaders }) => {
    const run = await loaders.run.load(id);
    if (run === null) throw new AirgraphError("NOT_FOUND", `There is no run ${id}.`);
    return run;
  },
  runs: async (_parent, args, context) => {
    const page = parsePage(args);
    return toConnection(await listRuns(context.db, actorOf(context).tenantId, page), page);
  },
};
