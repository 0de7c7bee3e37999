import { findBase } from "../find-base.ts";
import { followLinks } from "../follow-links.ts";
import type { AirtableRecordResolvers, CellKey, UntypedRecordResolvers } from "../generated/resolver-types.ts";
import { readCell, readCells } from "../read-cells.ts";

const cellKeys = { NAME: "name", ID: "id" } as const satisfies Record<CellKey, string>;

/** Other subgraphs refer to any record by the interface's name (@interfaceObject). */
export const AirtableRecord: AirtableRecordResolvers = {
  __resolveType: () => "UntypedRecord",
  __resolveReference: async ({ id }, { loaders }) => loaders.record.load(id),
};

export const UntypedRecord: UntypedRecordResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.record.load(id),
  base: async ({ table }, _args, context) => findBase(context, table.baseId),
  cells: (record, { keyedBy }) => readCells(record, cellKeys[keyedBy]),
  cell: (record, { field }) => readCell(record, field),
  linkedRecords: async (record, args, { loaders }) => followLinks(loaders, record, args),
};
