import { z } from "zod";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { commentId } from "../ids.ts";
import { reachRecord } from "../reach-record.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { touching } from "../writing/touch-base.ts";
import { type CommentModel, parseText, toComment } from "./comment.ts";

const input = z.object({ parentCommentId: commentId.nullish() });

/**
 * Comments on a record.
 * @throws AirgraphError NOT_FOUND for the record; BAD_USER_INPUT naming the argument; UPSTREAM_UNAVAILABLE with
 * `outcome: "unknown"` when it is not known whether the comment was written; and those of `callAirtable`
 */
export async function createComment(
  airtable: TenantAirtable,
  given: { recordId: string; text: string; parentCommentId?: string | null | undefined },
): Promise<CommentModel> {
  const text = parseText(given);
  const { parentCommentId } = parseInput(input, given);
  const { access, row } = await reachRecord(airtable, given.recordId, "READ");
  const comment = { text, ...(parentCommentId == null ? {} : { parentCommentId }) };
  return toComment(
    await touching(airtable.reads.touch, row.baseId, async () => airtable.client.createComment(access, row, comment)),
  );
}
