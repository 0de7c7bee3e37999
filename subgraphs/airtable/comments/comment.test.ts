import { expect, it } from "@jest/globals";
import { commentAnswer } from "../upstream/answers.ts";
import { toComment } from "./comment.ts";

it("a comment names groups whom it mentions, which have no address, and lets through what nobody here reads", () => {
  const team = { id: "ugpTeam0000000000", type: "userGroup", displayName: "Team" };
  const answer = commentAnswer.parse({
    id: "comFirst000000000",
    author: { id: "usrOne00000000000", email: "one@example.com" },
    text: `@[${team.id}]`,
    createdTime: "2026-01-05T09:00:00.000Z",
    lastUpdatedTime: null,
    mentioned: { [team.id]: team },
    reactions: [],
  });
  expect(toComment(answer)).toMatchObject({
    author: { name: null },
    lastUpdatedTime: null,
    parentCommentId: null,
    mentions: [{ ...team, email: null }],
  });
});
