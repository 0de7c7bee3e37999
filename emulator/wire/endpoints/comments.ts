import { z } from "zod";
import { refusals } from "../../api-error.ts";
import { isId } from "../../identifiers.ts";
import { commentToJson, resolveMentions } from "../../store/comments.ts";
import type { Comment, Row } from "../../store/model.ts";
import { checkKeys } from "../check-keys.ts";
import { type ApiRequest, readParameters, type TableCall, type TableEndpoint } from "../endpoint.ts";
import { integerText, textParameter } from "../query-parameters.ts";
import { readObjectBody } from "./written-body.ts";

const defaultPageSize = 100;

const paging = z.object({
  pageSize: integerText.pipe(z.int().min(1).max(100)).default(defaultPageSize),
  offset: z.string().optional(),
});

const text = z.string().regex(/\S/);
const newComment = z.object({ text, parentCommentId: z.string().optional() });
const changedComment = z.object({ text });

const writing = {
  target: "table",
  scope: "data.recordComments:write",
  role: "comment",
} as const;

/** `GET /v0/{base}/{table}/{record}/comments`: newest first (reference 5). */
export const listComments: TableEndpoint = {
  target: "table",
  scope: "data.recordComments:read",
  role: "read",
  queryKeys: Object.keys(paging.shape),
  prepare: (request) => {
    const { pageSize, offset } = readParameters(
      { pageSize: textParameter(request.query, "pageSize"), offset: textParameter(request.query, "offset") },
      paging,
    );
    return (call) => {
      const newestFirst = rowOf(call, request).comments.toReversed();
      // The offset is the first comment of the next page: new comments do not shift it.
      const from = offset === undefined ? 0 : newestFirst.findIndex(({ id }) => id === offset);
      if (from < 0) throw refusals.invalidOffset(offset ?? "");
      const page = newestFirst.slice(from, from + pageSize);
      return {
        comments: page.map((comment) => commentToJson(comment, call.base.users)),
        offset: newestFirst[from + pageSize]?.id ?? null,
      };
    };
  },
};

/** `POST /v0/{base}/{table}/{record}/comments`: a comment, or a reply to one of the same record (reference 5). */
export const createComment: TableEndpoint = {
  ...writing,
  prepare: (request) => {
    const written = readCommentBody(request, newComment);
    const { parentCommentId = null } = written;
    return (call) => {
      const row = rowOf(call, request);
      if (parentCommentId !== null) commentOf(row, parentCommentId);
      const comment: Comment = {
        id: call.service.newId("com"),
        authorId: call.user.id,
        text: resolveMentions(written.text, call.base.users),
        created: call.change.time,
        updated: null,
        parentId: parentCommentId,
      };
      row.comments.push(comment);
      return commentToJson(comment, call.base.users);
    };
  },
};

/** `PATCH /v0/{base}/{table}/{record}/comments/{comment}`; the author's alone to do (reference 5). */
export const updateComment: TableEndpoint = {
  ...writing,
  prepare: (request) => {
    const written = readCommentBody(request, changedComment);
    return (call) => {
      const comment = ownComment(call, request);
      comment.text = resolveMentions(written.text, call.base.users);
      comment.updated = call.change.time;
      return commentToJson(comment, call.base.users);
    };
  },
};

/** `DELETE /v0/{base}/{table}/{record}/comments/{comment}`; the author's alone to do (reference 5). Replies stay. */
export const deleteComment: TableEndpoint = {
  ...writing,
  prepare: (request) => (call) => {
    const { comments } = rowOf(call, request);
    const comment = ownComment(call, request);
    comments.splice(comments.indexOf(comment), 1);
    return { id: comment.id, deleted: true };
  },
};

function readCommentBody<Shape extends z.ZodRawShape>(request: ApiRequest, shape: z.ZodObject<Shape>) {
  const body = readObjectBody(request);
  checkKeys(request, Object.keys(body), Object.keys(shape.shape));
  if (body.text === undefined) throw refusals.missingBodyField("text");
  return readParameters(body, shape);
}

function rowOf(call: TableCall, request: ApiRequest): Row {
  const row = call.table.rows.get(request.recordId);
  if (row === undefined) throw refusals.recordNotFound();
  return row;
}

function commentOf(row: Row, id: string): Comment {
  const comment = isId(id, "com") ? row.comments.find((each) => each.id === id) : undefined;
  if (comment === undefined) throw refusals.commentNotFound();
  return comment;
}

function ownComment(call: TableCall, request: ApiRequest): Comment {
  const comment = commentOf(rowOf(call, request), request.commentId);
  if (comment.authorId !== call.user.id) throw refusals.notPermitted("perform this operation");
  return comment;
}
