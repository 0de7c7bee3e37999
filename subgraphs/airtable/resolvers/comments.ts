import { createComment } from "../comments/create-comment.ts";
import { deleteComment } from "../comments/delete-comment.ts";
import { updateComment } from "../comments/update-comment.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";
import { writing } from "./writing.ts";

export const commentMutations = {
  createComment: async (_parent, { input }, context) => writing(context, async () => createComment(context, input)),
  updateComment: async (_parent, { input }, context) => writing(context, async () => updateComment(context, input)),
  deleteComment: async (_parent, { input }, context) => ({
    id: await writing(context, async () => deleteComment(context, input)),
  }),
} satisfies MutationResolvers;
