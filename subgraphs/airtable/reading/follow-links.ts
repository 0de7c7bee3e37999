import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { describePage, parsePageSize } from "../../../kernel/pagination/page.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { toGlobalId } from "../global-id.ts";
import { type RecordId, recordId, type TableId, tableId } from "../ids.ts";
import type { Loaders } from "../loaders.ts";
import type { FieldModel, ListedPage, RecordModel } from "../models.ts";
import { findReadableField } from "../policies/denials.ts";
import { maximumPageSize } from "../upstream/calls/records.ts";
import { cellOf } from "./read-cells.ts";
import type { CellSelection } from "./record-needs.ts";

const linkOptions = z.object({ linkedTableId: tableId });
const linkCell = z.array(recordId);

/** A page of what a link field points at. */
export interface LinkedPage extends ListedPage {
  /** How many links the cell holds, to whatever records. */
  readonly linkCount: number;
}

/**
 * One page of the records that a link field points at, in the cell's order. Records deleted since are left out, and those
 * that the caller may not read.
 * @param selection what is wanted of those records
 * @throws AirgraphError BAD_USER_INPUT naming the argument, or the field when it is unknown or no link; CONFLICT when
 * the cell has changed so that `after` is gone, or so that it holds no links any more
 */
export async function followLinks(
  loaders: Loaders,
  record: RecordModel,
  request: { field: string; first: number; after?: string | null | undefined },
  selection: CellSelection,
): Promise<LinkedPage> {
  const { after } = request;
  const first = parsePageSize(request.first, maximumPageSize);
  const { ids, globalIdOf } = await linksOf(loaders, record, request.field);

  const start = after == null ? 0 : positionAfter(ids, readCursor("link", after));
  const page = ids.slice(start, start + first);
  const linked = await Promise.all(page.map(async (id) => loaders.record.load(globalIdOf(id), selection)));
  const nodes = linked.filter((one) => one !== null);
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: () => writeCursor("link", node.recordId) })),
    pageInfo: describePage({
      nodes: page,
      hasNextPage: start + page.length < ids.length,
      after: after ?? undefined,
      cursorOf: (id) => writeCursor("link", id),
    }),
    linkCount: ids.length,
  };
}

/**
 * The record that a link field points at, the first one if there are several; null when there is none that the caller may
 * read.
 * @throws like `followLinks`
 */
export async function followLink(
  loaders: Loaders,
  record: RecordModel,
  field: string,
  selection: CellSelection,
): Promise<RecordModel | null> {
  const { ids, globalIdOf } = await linksOf(loaders, record, field);
  const [id] = ids;
  return id === undefined ? null : loaders.record.load(globalIdOf(id), selection);
}

async function linksOf(
  loaders: Loaders,
  record: RecordModel,
  key: string,
): Promise<{ ids: readonly RecordId[]; globalIdOf: (id: RecordId) => string }> {
  const { table } = record;
  const field = findReadableField(table, key);
  const linkedTableId = linkedTableOf(field);
  const ids = linkCell.safeParse((await cellOf(loaders, record, field)) ?? []);
  if (!ids.success) throw noLinksAnyMore(field);
  return {
    ids: ids.data,
    globalIdOf: (id) => toGlobalId({ baseId: table.baseId, tableId: linkedTableId, recordId: id }),
  };
}

/** Of a field that has become something else since the schema, or the graph, was made. */
export function noLinksAnyMore({ name }: FieldModel): AirgraphError {
  return new AirgraphError("CONFLICT", `The field ${JSON.stringify(name)} holds no links any more.`, { field: name });
}

function linkedTableOf({ name, type, options }: FieldModel): TableId {
  if (type === "multipleRecordLinks") return linkOptions.parse(options).linkedTableId;
  throw new AirgraphError("BAD_USER_INPUT", `The field ${JSON.stringify(name)} holds no links: its type is ${type}.`, {
    field: name,
  });
}

function positionAfter(ids: readonly RecordId[], last: string): number {
  const index = ids.findIndex((id) => id === last);
  if (index >= 0) return index + 1;
  throw new AirgraphError(
    "CONFLICT",
    "The links have changed and the cursor is gone; start again from the first page.",
    { field: "after" },
  );
}
