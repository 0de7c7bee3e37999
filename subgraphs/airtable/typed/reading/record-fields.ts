import { requireScope } from "../../../../kernel/authorization/rules.ts";
import type { Context } from "../../context.ts";
import { listTables } from "../../list-tables.ts";
import type { RecordModel } from "../../models.ts";
import { followLink, followLinks, type LinkedPage, noLinksAnyMore } from "../../reading/follow-links.ts";
import { readCell } from "../../reading/read-cells.ts";
import { recordFields } from "../../resolvers/airtable-record.ts";
import { selectedCells } from "../../resolvers/selected-cells.ts";
import type { LinkType, TypedField, TypedTable, ValueType } from "../typed-graph.ts";
import type { TypedFieldConfig } from "../typed-resolvers.ts";
import { typedCell } from "./cell-value.ts";

/** Fields of a record's type: those of every record, and one for each column. */
export function typedRecordFields({ fields }: TypedTable): Readonly<Record<string, TypedFieldConfig>> {
  const ofEvery = Object.entries(recordFields).map(([name, resolve]): [string, TypedFieldConfig] => [
    name,
    { resolve },
  ]);
  return Object.fromEntries([...ofEvery, ...fields.map((field) => [field.name, column(field)] as const)]);
}

function column(field: TypedField): TypedFieldConfig {
  if (field.removed) return { resolve: () => null };
  const { id, value } = field;
  return { resolve: value.kind === "link" ? links(field, value) : cell(field, value), extensions: { cell: id } };
}

function cell({ id }: TypedField, type: Exclude<ValueType, LinkType>): NonNullable<TypedFieldConfig["resolve"]> {
  return (record: RecordModel, _args, context) => {
    requireScope(context, "data:read");
    // Gone since this version of the graph, or hidden from who asks.
    const field = record.table.fields.get(id);
    if (field === undefined) return null;
    // What was read with the record is answered at once: a page has thousands of cells.
    const read = readCell(context.loaders, record, id);
    return read instanceof Promise
      ? read.then((value: unknown) => typedCell(context, record.table, field, type, value))
      : typedCell(context, record.table, field, type, read);
  };
}

type LinkArguments = { readonly first: number; readonly after?: string | null };

function links({ id }: TypedField, { single, tableId }: LinkType): NonNullable<TypedFieldConfig["resolve"]> {
  if (single) {
    return async (record: RecordModel, _args, context, info) => {
      requireScope(context, "data:read");
      return isThere(record, id) ? followLink(context.loaders, record, id, selectedCells(info)) : null;
    };
  }
  return async (record: RecordModel, { first, after }: LinkArguments, context, info) => {
    requireScope(context, "data:read");
    if (!isThere(record, id)) return null;
    const page = await followLinks(
      context.loaders,
      record,
      { field: id, first, after },
      selectedCells(info, ...connectionPaths),
    );
    return { ...page, totalCount: async () => countLinks(context, record, tableId, page) };
  };
}

/** @throws AirgraphError CONFLICT for a field that is no link any more */
function isThere({ table }: RecordModel, id: TypedField["id"]): boolean {
  const field = table.fields.get(id);
  if (field !== undefined && field.type !== "multipleRecordLinks") throw noLinksAnyMore(field);
  return field !== undefined;
}

/** Where the records of a connection are. */
export const connectionPaths = [["nodes"], ["edges", "node"]] as const;

/** Null where a caller may read only some of the linked records: how many of them are linked is not known. */
async function countLinks(
  context: Context,
  { table: { baseId } }: RecordModel,
  tableId: string,
  { linkCount }: LinkedPage,
): Promise<number | null> {
  const linked = (await listTables(context, baseId)).get(tableId);
  const isWhole = linked?.rights === undefined || linked.rights.on.READ.rows.kind === "all";
  return isWhole ? linkCount : null;
}
