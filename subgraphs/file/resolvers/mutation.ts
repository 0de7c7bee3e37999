import { actorOf } from "../../../kernel/authorization/rules.ts";
import { createFile } from "../create-file.ts";
import { deleteFile } from "../delete-file.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";

export const Mutation: MutationResolvers = {
  createFile: async (_parent, { input }, context) => ({
    file: await createFile(context, actorOf(context), input),
  }),
  deleteFile: async (_parent, { id }, context) => ({ id: await deleteFile(context, actorOf(context), id) }),
};
