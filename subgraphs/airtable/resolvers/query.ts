import { actorOf } from "../../../kernel/authorization/rules.ts";
import { listConnections } from "../connections/list-connections.ts";
import { findBase } from "../find-base.ts";
import type { QueryResolvers } from "../generated/resolver-types.ts";
import { listBases } from "../list-bases.ts";
import { findRecord, findRecords } from "../reading/find-record.ts";
import { dataPolicyQueries } from "./data-policies.ts";
import { graphNameQueries } from "./graph-names.ts";
import { selectedCells } from "./selected-cells.ts";
import { typedGraphQueries } from "./typed-graphs.ts";

export const Query: QueryResolvers = {
  ...dataPolicyQueries,
  ...typedGraphQueries,
  ...graphNameQueries,
  airtableConnections: async (_parent, _args, context) => listConnections(context, actorOf(context).tenantId),
  bases: async (_parent, _args, context) => (await listBases(context)).map(told),
  base: async (_parent, { id }, context) => findBase(context, id),
  record: async (_parent, { id }, { loaders }, info) => findRecord(loaders, id, selectedCells(info)),
  records: async (_parent, { ids }, { loaders }, info) => findRecords(loaders, ids, selectedCells(info)),
};

/** An error in a list is told in `errors`, and leaves a null. */
async function told<T>(outcome: T | Error): Promise<T> {
  if (outcome instanceof Error) throw outcome;
  return outcome;
}
