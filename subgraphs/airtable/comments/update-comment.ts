import { reachRecord } from "../reach-record.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { touching } from "../writing/touch-base.ts";
import { type CommentModel, parseCommentId, parseText, toComment } from "./comment.ts";

/**
 * Changes the text of a comment.
 * @throws AirgraphError NOT_FOUND for the record or comment; BAD_USER_INPUT for the text; and those of `callAirtable`
 */
export async function updateComment(
  airtable: TenantAirtable,
  given: { recordId: string; commentId: string; text: string },
): Promise<CommentModel> {
  const text = parseText(given);
  const commentId = parseCommentId(given.commentId);
  const { access, row } = await reachRecord(airtable, given.recordId, "READ");
  return toComment(
    await touching(airtable.reads.touch, row.baseId, async () =>
      airtable.client.updateComment(access, { ...row, commentId }, text),
    ),
  );
}
