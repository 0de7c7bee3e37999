import type { CommentId } from "../ids.ts";
import { reachRecord } from "../reach-record.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { deleteOnce } from "../writing/delete-once.ts";
import { touching } from "../writing/touch-base.ts";
import { parseCommentId } from "./comment.ts";

/**
 * Deletes a comment.
 * @throws AirgraphError NOT_FOUND for the record or comment; and those of `callAirtable`
 */
export async function deleteComment(
  airtable: TenantAirtable,
  given: { recordId: string; commentId: string },
): Promise<CommentId> {
  const commentId = parseCommentId(given.commentId);
  const { access, row } = await reachRecord(airtable, given.recordId, "READ");
  await touching(airtable.reads.touch, row.baseId, async () =>
    deleteOnce(async () => airtable.client.deleteComment(access, { ...row, commentId })),
  );
  return commentId;
}
