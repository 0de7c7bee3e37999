import type { SortDirection, TableResolvers } from "../generated/resolver-types.ts";
import { mayReadField } from "../policies/denials.ts";
import { readRecordPage } from "../reading/read-record-page.ts";
import { selectedCells } from "./selected-cells.ts";

const directions = { ASC: "asc", DESC: "desc" } as const satisfies Record<SortDirection, string>;

export const Table: TableResolvers = {
  fields: ({ fields }) => [...fields.values()],
  readableFields: (table) => [...table.fields.values()].filter((field) => mayReadField(table, field)),
  // A field that is hidden is not among the others either.
  primaryField: ({ primaryField, fields }) => fields.get(primaryField.id) ?? null,
  records: async (table, { sort, ...request }, context, info) => {
    const order = sort?.map(({ field, direction = "ASC" }) => ({ field, direction: directions[direction] }));
    const page = await readRecordPage(context, table, { ...request, sort: order }, selectedCells(info, ["nodes"]));
    context.loaders.record.primePage(page.nodes);
    return page;
  },
};
