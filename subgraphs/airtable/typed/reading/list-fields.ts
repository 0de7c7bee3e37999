import { requireScope } from "../../../../kernel/authorization/rules.ts";
import { findTable } from "../../find-table.ts";
import { toGlobalId } from "../../global-id.ts";
import { recordId } from "../../ids.ts";
import type { TableModel } from "../../models.ts";
import type { SortKey } from "../../reading/chosen-records.ts";
import { findRecord } from "../../reading/find-record.ts";
import { readRecordPage } from "../../reading/read-record-page.ts";
import { readStablePage } from "../../reading/read-stable-page.ts";
import { selectedCells, selects } from "../../resolvers/selected-cells.ts";
import type { TypedFilterInput } from "../filter/typed-filter.ts";
import { whereOf } from "../filter/where-of.ts";
import type { TypedBase, TypedTable } from "../typed-graph.ts";
import type { TypedFieldConfig } from "../typed-resolvers.ts";
import { connectionPaths } from "./record-fields.ts";
import { type TypedSort, toSortKeys } from "./sort-keys.ts";

/** A table and the base that it is in. */
export interface PlacedTable {
  readonly base: TypedBase;
  readonly table: TypedTable;
}

/** The arguments that choose records. */
export type ChoiceArguments = {
  readonly filter?: TypedFilterInput | null;
  readonly search?: string | null;
  readonly view?: string | null;
};

type ListArguments = ChoiceArguments & {
  readonly first: number;
  readonly after?: string | null;
  readonly sort?: readonly TypedSort[] | null;
  readonly paging: "SNAPSHOT" | "STABLE";
};

/** A connection of a table's records. */
export function listField(placed: PlacedTable): TypedFieldConfig {
  const { base, table: typed } = placed;
  if (typed.removed) return { resolve: () => null };
  return {
    async resolve(_parent, args: ListArguments, context, info) {
      requireScope(context, "data:read");
      const table = await findTable(context, base.id, typed.id);
      const selection = selectedCells(info, ...connectionPaths);
      const { first, after, filter, search, view, paging } = args;
      const request = {
        first,
        after,
        search,
        view,
        sort: sortOf(table, typed, args.sort),
        where: whereOf(context, placed, filter, selection.elsewhere ?? new Set()),
        whereGiven: filter,
        total: selects(info, "totalCount"),
      };
      const read = paging === "STABLE" ? readStablePage : readRecordPage;
      const page = await read(context, table, request, selection);
      context.loaders.record.primePage(page.nodes);
      return page;
    },
  };
}

function sortOf(table: TableModel, typed: TypedTable, sort: ListArguments["sort"]): readonly SortKey[] | undefined {
  return sort == null ? undefined : toSortKeys(table, typed, sort);
}

/** One record by `rec…` or its global id. */
export function oneField({ base, table }: PlacedTable): TypedFieldConfig {
  if (table.removed) return { resolve: () => null };
  return {
    async resolve(_parent, { id }: { readonly id: string }, context, info) {
      requireScope(context, "data:read");
      return findRecord(context.loaders, globalIdIn({ base, table }, id), selectedCells(info));
    },
  };
}

/** What is no id of this table stays as it is if it can't be one of another table: nothing is found by it. */
function globalIdIn({ base, table }: PlacedTable, id: string): string {
  const alone = recordId.safeParse(id);
  if (alone.success) return toGlobalId({ baseId: base.id, tableId: table.id, recordId: alone.data });
  return id.startsWith(`${base.id}/${table.id}/`) ? id : `no record of ${table.typeName}: ${id}`;
}
