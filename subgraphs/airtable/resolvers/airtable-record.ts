import type { GraphQLResolveInfo } from "graphql";
import { requireScope } from "../../../kernel/authorization/rules.ts";
import { readComments } from "../comments/read-comments.ts";
import type { Context } from "../context.ts";
import { findBase } from "../find-base.ts";
import type { AirtableRecordResolvers, CellKey, UntypedRecordResolvers } from "../generated/resolver-types.ts";
import { followLinks } from "../reading/follow-links.ts";
import { readAttachments } from "../reading/read-attachments.ts";
import { countComments, readCell, readCells } from "../reading/read-cells.ts";
import { selectedCells } from "./selected-cells.ts";

const cellKeys = { NAME: "name", ID: "id" } as const satisfies Record<CellKey, string>;

/** Other subgraphs refer to any record by the interface's name (@interfaceObject). */
export const AirtableRecord: AirtableRecordResolvers = {
  __resolveType: () => "UntypedRecord",
  __resolveReference: async ({ id }, context, info) => findReferred(context, id, info),
};

export const UntypedRecord: UntypedRecordResolvers = {
  __resolveReference: async ({ id }, context, info) => findReferred(context, id, info),
  base: async ({ table }, _args, context) => findBase(context, table.baseId),
  cells: (record, { keyedBy }, { loaders }) => readCells(loaders, record, cellKeys[keyedBy]),
  cell: (record, { field }, { loaders }) => readCell(loaders, record, field),
  linkedRecords: async (record, args, { loaders }, info) =>
    followLinks(loaders, record, args, selectedCells(info, ["nodes"])),
  attachments: async (record, { field }, { loaders }) => readAttachments(loaders, record, field),
  commentCount: (record, _args, { loaders }) => countComments(loaders, record),
  comments: async (record, args, context) => readComments(context, record, args),
};

/** The one way to a record that no rule of permissions.ts guards. */
async function findReferred(context: Context, id: string, info: GraphQLResolveInfo) {
  requireScope(context, "data:read");
  return context.loaders.record.load(id, selectedCells(info));
}
