import { type PageInfo, parsePageSize } from "../../../kernel/pagination/page.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import type { RecordModel } from "../models.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { maximumPageSize } from "../upstream/calls/records.ts";
import { type CommentModel, toComment } from "./comment.ts";

export interface CommentPage {
  readonly nodes: CommentModel[];
  readonly pageInfo: PageInfo;
}

/**
 * One page of a record's comments, newest first.
 * @throws AirgraphError BAD_USER_INPUT naming the argument, and those of `callAirtable`
 */
export async function readComments(
  airtable: TenantAirtable,
  { table, recordId }: RecordModel,
  { first, after }: { first: number; after?: string | null | undefined },
): Promise<CommentPage> {
  const { baseId, id: tableId } = table;
  const page = {
    pageSize: parsePageSize(first, maximumPageSize),
    offset: after == null ? undefined : readCursor("comments", after),
  };
  const { access } = await reachBase(airtable, baseId);
  const { comments, offset } = await airtable.client.listComments(access, { baseId, tableId, recordId }, page);
  const next = offset ? writeCursor("comments", offset) : null;
  return {
    nodes: comments.map((comment) => toComment(comment)),
    // Airtable's offsets are those of pages: where a single comment stands is not known.
    pageInfo: { hasNextPage: next !== null, hasPreviousPage: after != null, startCursor: null, endCursor: next },
  };
}
