import { z } from "zod";
import { parseInput } from "../../kernel/errors/parse-input.ts";
import { parsePageSize } from "../../kernel/pagination/page.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { findField } from "./find-field.ts";
import type { RecordPage, TableModel } from "./models.ts";
import { reachBase } from "./reach-base.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";
import { toRecord } from "./to-record.ts";
import { maximumPageSize } from "./upstream/calls/records.ts";

export interface PageRequest {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly sort?: readonly { readonly field: string; readonly direction: "asc" | "desc" }[];
  readonly view?: string | null | undefined;
}

const input = z.object({
  sort: z.array(z.unknown()).max(10, "must name at most 10 fields").optional(),
  view: z.string().min(1, "must not be empty").max(255, "must be an id or a name").nullish(),
});

/**
 * One page of a table.
 * @throws AirgraphError BAD_USER_INPUT naming the argument; CONFLICT when the cursor has expired, and those of `callAirtable`
 */
export async function readRecordPage(
  airtable: TenantAirtable,
  table: TableModel,
  request: PageRequest,
): Promise<RecordPage> {
  const { after, sort, view } = request;
  const first = parsePageSize(request.first, maximumPageSize);
  parseInput(input, request);
  const query = {
    pageSize: first,
    offset: after == null ? undefined : readCursor("table", after),
    sort: sort?.map(({ field, direction }) => ({ field: findField(table, field).id, direction })),
    view: view ?? undefined,
  };
  const { access } = await reachBase(airtable, table.baseId);
  const { records, offset } = await airtable.client.listRecords(
    access,
    { baseId: table.baseId, tableId: table.id },
    query,
  );
  return {
    nodes: records.map((record) => toRecord(table, record)),
    pageInfo: {
      hasNextPage: offset !== undefined,
      endCursor: offset === undefined ? null : writeCursor("table", offset),
    },
  };
}
