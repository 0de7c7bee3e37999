import { formatIsoInstant } from "../dates/iso-date.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Comment, UserDirectory } from "./model.ts";
import { userToJson } from "./user-json.ts";

const mention = /@\[([^\]]+)\]/g;

/** The text as it is kept: `@[email]` of somebody known becomes `@[usr…]` (reference 5). */
export function resolveMentions(text: string, users: UserDirectory): string {
  return text.replace(mention, (written, name: string) => {
    const user = users.byEmail.get(name);
    return user === undefined ? written : `@[${user.id}]`;
  });
}

/** A comment as the API shows it (reference 5). `mentioned` follows from the text, so that editing recomputes it. */
export function commentToJson(comment: Comment, users: UserDirectory): JsonObject {
  const mentioned = mentionedIn(comment.text, users);
  return {
    id: comment.id,
    author: userToJson(comment.authorId, users),
    text: comment.text,
    createdTime: formatIsoInstant(comment.created),
    lastUpdatedTime: comment.updated === null ? null : formatIsoInstant(comment.updated),
    ...(comment.parentId === null ? {} : { parentCommentId: comment.parentId }),
    ...(Object.keys(mentioned).length === 0 ? {} : { mentioned }),
  };
}

function mentionedIn(text: string, users: UserDirectory): JsonObject {
  const mentioned: Record<string, Json> = {};
  for (const [, id = ""] of text.matchAll(mention)) {
    const user = users.byId.get(id);
    if (user !== undefined) mentioned[id] = { id, type: "user", displayName: user.name, email: user.email };
  }
  return mentioned;
}
