import type { BaseId, CommentId, RecordId, TableId } from "../../ids.ts";
import type { AirtableAccess } from "../airtable-access.ts";
import { type CommentAnswer, type CommentsAnswer, commentAnswer, commentsAnswer, emptyAnswer } from "../answers.ts";
import { type CallerParts, callAirtable } from "../call-airtable.ts";

export interface RowAddress {
  readonly baseId: BaseId;
  readonly tableId: TableId;
  readonly recordId: RecordId;
}

/** Comments on a record (emulator/airtable-api.md 5). All throw as `callAirtable` does. */
export interface CommentCalls {
  /** One page, newest first. @param page.pageSize 1 to 100 */
  listComments(
    access: AirtableAccess,
    row: RowAddress,
    page: { pageSize: number; offset?: string | undefined },
  ): Promise<CommentsAnswer>;
  createComment(
    access: AirtableAccess,
    row: RowAddress,
    comment: { text: string; parentCommentId?: CommentId | undefined },
  ): Promise<CommentAnswer>;
  updateComment(
    access: AirtableAccess,
    comment: RowAddress & { commentId: CommentId },
    text: string,
  ): Promise<CommentAnswer>;
  deleteComment(access: AirtableAccess, comment: RowAddress & { commentId: CommentId }): Promise<void>;
}

export function commentCalls(parts: CallerParts): CommentCalls {
  return {
    listComments: async (access, row, { pageSize, offset }) =>
      callAirtable(parts, access, row.baseId, {
        operation: "listComments",
        method: "GET",
        path: `${pathOf(row)}?pageSize=${pageSize}${offset === undefined ? "" : `&offset=${encodeURIComponent(offset)}`}`,
        effect: "read",
        answer: commentsAnswer,
      }),

    createComment: async (access, row, comment) =>
      callAirtable(parts, access, row.baseId, {
        operation: "createComment",
        method: "POST",
        path: pathOf(row),
        body: { kind: "json", value: comment },
        effect: "write",
        answer: commentAnswer,
      }),

    updateComment: async (access, { commentId, ...row }, text) =>
      callAirtable(parts, access, row.baseId, {
        operation: "updateComment",
        method: "PATCH",
        path: `${pathOf(row)}/${commentId}`,
        body: { kind: "json", value: { text } },
        effect: "repeatable write",
        answer: commentAnswer,
      }),

    async deleteComment(access, { commentId, ...row }) {
      await callAirtable(parts, access, row.baseId, {
        operation: "deleteComment",
        method: "DELETE",
        path: `${pathOf(row)}/${commentId}`,
        effect: "repeatable write",
        answer: emptyAnswer,
      });
    },
  };
}

function pathOf({ baseId, tableId, recordId }: RowAddress): string {
  return `/v0/${baseId}/${tableId}/${recordId}/comments`;
}
