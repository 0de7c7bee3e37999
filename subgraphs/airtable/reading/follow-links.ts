import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { describePage, parsePageSize } from "../../../kernel/pagination/page.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { toGlobalId } from "../global-id.ts";
import { type RecordId, recordId, type TableId, tableId } from "../ids.ts";
import type { Loaders } from "../loaders.ts";
import type { FieldModel, RecordModel, RecordPage } from "../models.ts";
import { findReadableField } from "../policies/denials.ts";
import { maximumPageSize } from "../upstream/calls/records.ts";
import { cellOf } from "./read-cells.ts";
import type { CellSelection } from "./record-needs.ts";

const linkOptions = z.object({ linkedTableId: tableId });
const linkCell = z.array(recordId);

/**
 * One page of the records that a link field points at, in the cell's order. Records deleted since are left out, and those
 * that the caller may not read.
 * @param selection what is wanted of those records
 * @throws AirgraphError BAD_USER_INPUT naming the argument, or the field when it is unknown or no link; CONFLICT when
 * the cell has changed so that `after` is gone
 */
export async function followLinks(
  loaders: Loaders,
  record: RecordModel,
  request: { field: string; first: number; after?: string | null | undefined },
  selection: CellSelection,
): Promise<RecordPage> {
  const { table } = record;
  const { after } = request;
  const first = parsePageSize(request.first, maximumPageSize);
  const field = findReadableField(table, request.field);
  const linkedTableId = linkedTableOf(field);
  const ids = linkCell.parse((await cellOf(loaders, record, field)) ?? []);

  const start = after == null ? 0 : positionAfter(ids, readCursor("link", after));
  const page = ids.slice(start, start + first);
  const linked = await Promise.all(
    page.map(async (id) =>
      loaders.record.load(toGlobalId({ baseId: table.baseId, tableId: linkedTableId, recordId: id }), selection),
    ),
  );
  return {
    nodes: linked.filter((one) => one !== null),
    pageInfo: describePage({
      nodes: page,
      hasNextPage: start + page.length < ids.length,
      after: after ?? undefined,
      cursorOf: (id) => writeCursor("link", id),
    }),
  };
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
