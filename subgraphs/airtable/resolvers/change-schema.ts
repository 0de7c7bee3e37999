import { auditFailure } from "../../../kernel/audit-log/audit.ts";
import type { AuditAction } from "../../../kernel/audit-log/audit-action.ts";
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
  createBase: async (_parent, { input }, context) =>
    changing(context, tried("base.created"), async () => createBase(context, input)),
  deleteBase: async (_parent, { id }, context) => ({
    id: await changing(context, tried("base.deleted", id), async () => deleteBase(context, id)),
  }),
  createTable: async (_parent, { input }, context) =>
    changing(context, tried("table.created", input.baseId), async () => createTable(context, input)),
  updateTable: async (_parent, { input }, context) =>
    changing(context, tried("table.updated", input.baseId, input.table), async () => updateTable(context, input)),
  createField: async (_parent, { input }, context) =>
    changing(context, tried("field.created", input.baseId, input.table), async () => createField(context, input)),
  updateField: async (_parent, { input }, context) =>
    changing(context, tried("field.updated", input.baseId, input.table, input.field), async () =>
      updateField(context, input),
    ),
} satisfies MutationResolvers;

async function changing<Result>(
  context: Context,
  attempt: ReturnType<typeof tried>,
  change: () => Promise<Result>,
): Promise<Result> {
  return writing(context, async () =>
    auditFailure(context, attempt, async () => forgetWhenDoubtful(context.caches, change)),
  );
}

/**
 * @param path what was to be changed, or where something was to be created, as the client named it: as far as those are
 * ids, since a client's texts have no place in the audit log
 */
function tried(action: AuditAction, ...path: string[]) {
  const unnamed = path.findIndex((part) => !/^(app|tbl|fld)[0-9A-Za-z]{14}$/.test(part));
  const ids = unnamed < 0 ? path : path.slice(0, unnamed);
  const kind = ["base", "table", "field"][ids.length - 1];
  return { action, ...(kind === undefined ? {} : { target: { kind, id: ids.join("/") } }) };
}
