import type { GraphQLResolveInfo } from "graphql";
import { requireScope } from "../../../kernel/authorization/rules.ts";
import { readComments } from "../comments/read-comments.ts";
import type { Context } from "../context.ts";
import { findBase } from "../find-base.ts";
import type { AirtableRecordResolvers, CellKey, UntypedRecordResolvers } from "../generated/resolver-types.ts";
import type { RecordModel } from "../models.ts";
import { followLinks } from "../reading/follow-links.ts";
import { readAttachments } from "../reading/read-attachments.ts";
import { countComments, readCell, readCells } from "../reading/read-cells.ts";
import { recordTypeIn } from "../typed/graphs/record-types.ts";
import { selectedCells } from "./selected-cells.ts";

const cellKeys = { NAME: "name", ID: "id" } as const satisfies Record<CellKey, string>;

/** Of a record, whoever may not read is told what identifies it and no more: they may have written it. */
const mayRead = (context: Context) => requireScope(context, "data:read");

/** A record that others refer to, of whatever type. */
export async function resolveRecord(
  { id }: { id: string },
  context: Context,
  info: GraphQLResolveInfo,
): Promise<RecordModel | null> {
  mayRead(context);
  return context.loaders.record.load(id, selectedCells(info));
}

/** The generated types know no types of tenants. */
type RecordTypeResolvers = Omit<AirtableRecordResolvers, "__resolveType"> & {
  __resolveType(record: RecordModel, context: Context, info: GraphQLResolveInfo): string;
};

/** Other subgraphs refer to any record by the interface's name (@interfaceObject). */
export const AirtableRecord: RecordTypeResolvers = {
  __resolveType: ({ table }, _context, { schema }) => recordTypeIn(schema, table),
  __resolveReference: resolveRecord,
};

/** Of every record, typed or not. */
export const recordFields = {
  base: async ({ table }, _args, context) => findBase(context, table.baseId),
  cells: (record, { keyedBy }, context) => {
    mayRead(context);
    return readCells(context.loaders, record, cellKeys[keyedBy]);
  },
  cell: (record, { field }, context) => {
    mayRead(context);
    return readCell(context.loaders, record, field);
  },
  linkedRecords: async (record, args, context, info) => {
    mayRead(context);
    return followLinks(context.loaders, record, args, selectedCells(info, ["nodes"]));
  },
  attachments: async (record, { field }, context) => {
    mayRead(context);
    return readAttachments(context.loaders, record, field);
  },
  commentCount: (record, _args, context) => {
    mayRead(context);
    return countComments(context.loaders, record);
  },
  comments: async (record, args, context) => {
    mayRead(context);
    return readComments(context, record, args);
  },
} satisfies UntypedRecordResolvers;

export const UntypedRecord: UntypedRecordResolvers = { __resolveReference: resolveRecord, ...recordFields };
