import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { type CommentId, commentId } from "../ids.ts";
import type { CommentAnswer } from "../upstream/answers.ts";

/** A comment on a record. */
export interface CommentModel {
  readonly id: CommentId;
  readonly author: { readonly id: string; readonly email: string | null; readonly name: string | null };
  /** Those it mentions stand in it as `@[id]`. */
  readonly text: string;
  readonly createdTime: Date;
  readonly lastUpdatedTime: Date | null;
  readonly parentCommentId: CommentId | null;
  readonly mentions: {
    readonly id: string;
    readonly type: string;
    readonly displayName: string;
    readonly email: string | null;
  }[];
}

export function toComment(answer: CommentAnswer): CommentModel {
  const { id, author, text, createdTime, lastUpdatedTime, parentCommentId, mentioned } = answer;
  return {
    id,
    author: { id: author.id, email: author.email ?? null, name: author.name ?? null },
    text,
    createdTime,
    lastUpdatedTime: lastUpdatedTime ?? null,
    parentCommentId: parentCommentId ?? null,
    mentions: Object.values(mentioned ?? {}).map((mention) => ({ ...mention, email: mention.email ?? null })),
  };
}

const longestText = 100_000;
const commentText = z.object({
  text: z
    .string()
    .max(longestText, `must have at most ${longestText} characters`)
    .refine((text) => text.trim() !== "", "must not be empty"),
});

/** @throws AirgraphError BAD_USER_INPUT naming the argument */
export function parseText(given: { text: string }): string {
  return parseInput(commentText, given).text;
}

/**
 * The id of a comment that is to be changed or deleted.
 * @throws AirgraphError NOT_FOUND for anything that can be no comment's
 */
export function parseCommentId(id: string): CommentId {
  const parsed = commentId.safeParse(id);
  if (parsed.success) return parsed.data;
  throw new AirgraphError("NOT_FOUND", `There is no comment ${JSON.stringify(id)} on this record.`);
}
