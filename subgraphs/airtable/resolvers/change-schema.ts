import type { Context } from "../context.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";
import { createBase } from "../schema-changes/create-base.ts";
import { createField } from "../schema-changes/create-field.ts";
import { createTable } from "../schema-changes/create-table.ts";
import { deleteBase } from "../schema-changes/delete-base.ts";
import { forgetWhenDoubtful } from "../schema-changes/forget-when-doubtful.ts";
import { updateField } from "../schema-changes/update-field.ts";
import { updateTable } from "../schema-changes/update-table.ts";
import { writing } from "./writing.ts";

export const changeSchemaMutations = {
  createBase: async (_parent, { input }, context) => changing(context, async () => createBase(context, input)),
  deleteBase: async (_parent, { id }, context) => ({
    id: await changing(context, async () => deleteBase(context, id)),
  }),
  createTable: async (_parent, { input }, context) => changing(context, async () => createTable(context, input)),
  updateTable: async (_parent, { input }, context) => changing(context, async () => updateTable(context, input)),
  createField: async (_parent, { input }, context) => changing(context, async () => createField(context, input)),
  updateField: async (_parent, { input }, context) => changing(context, async () => updateField(context, input)),
} satisfies MutationResolvers;

async function changing<Result>(context: Context, change: () => Promise<Result>): Promise<Result> {
  return writing(context, async () => forgetWhenDoubtful(context.caches, change));
}
