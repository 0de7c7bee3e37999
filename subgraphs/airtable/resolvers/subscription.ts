import { actorOf } from "../../../kernel/authorization/rules.ts";
import { mapStream } from "../../../kernel/executor/map-stream.ts";
import type {
  RecordChangeResolvers,
  RecordsChangedEventResolvers,
  SubscriptionResolvers,
} from "../generated/resolver-types.ts";
import { toGlobalId } from "../global-id.ts";
import { listTables } from "../list-tables.ts";
import { mayReadField } from "../policies/denials.ts";
import { followRecordChanges } from "../watching/follow-record-changes.ts";
import { typedGraphSubscriptions } from "./typed-graphs.ts";

export const Subscription: SubscriptionResolvers = {
  ...typedGraphSubscriptions,
  recordsChanged: {
    subscribe: async (_parent, { baseId, table, after }, context) => {
      const events = await followRecordChanges(context, actorOf(context).tenantId, {
        baseId,
        table: table ?? undefined,
        after: after ?? undefined,
      });
      return mapStream(events, (recordsChanged) => ({ recordsChanged }));
    },
  },
};

export const RecordsChangedEvent: RecordsChangedEventResolvers = {
  cursor: ({ sequence }) => String(sequence),
};

export const RecordChange: RecordChangeResolvers = {
  id: (change) => toGlobalId(change),
  record: async (change, _args, { loaders }) =>
    change.kind === "DELETED" ? null : loaders.record.load(toGlobalId(change)),
  changedFields: async ({ baseId, tableId, fieldIds }, _args, context) => {
    if (fieldIds.length === 0) return [];
    const table = (await listTables(context, baseId)).get(tableId);
    return fieldIds.flatMap((id) => table?.fields.get(id) ?? []).filter((field) => table && mayReadField(table, field));
  },
};
