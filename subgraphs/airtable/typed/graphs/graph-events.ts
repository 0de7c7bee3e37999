import { Repeater } from "@repeaterjs/repeater";
import { z } from "zod";
import type { Database } from "../../../../kernel/database/database.ts";
import { appendEvents, type StoredEvent } from "../../../../kernel/event-log/event-log.ts";
import type { Listener } from "../../../../kernel/event-log/listener.ts";
import { type TenantId, tenantId } from "../../../../kernel/identity/ids.ts";
import { type GraphChangeId, graphChangeId } from "../../ids.ts";
import { policyStream } from "../../policies/policy-stream.ts";
import { isSchemaStream } from "../../schema-changes/schema-stream.ts";

/** What happens to a tenant's typed graph. */
export const graphStream = "airtable-typed-graph";

const eventData = z.discriminatedUnion("type", [
  /** A change breaks clients. It is told before anything of it can be seen. */
  z.object({ type: z.literal("airtable.graphBreaks"), data: z.object({ changeId: graphChangeId }) }),
  z.object({ type: z.literal("airtable.graphServed"), data: z.object({ version: z.string() }) }),
]);

export async function tellOfBreaks(transaction: Database, tenant: TenantId, changeId: GraphChangeId): Promise<void> {
  await appendEvents(transaction, tenant, graphStream, [{ type: "airtable.graphBreaks", data: { changeId } }]);
}

export async function tellOfVersion(transaction: Database, tenant: TenantId, version: string): Promise<void> {
  await appendEvents(transaction, tenant, graphStream, [{ type: "airtable.graphServed", data: { version } }]);
}

/** The change that an event reports; undefined when it tells of something else. */
export function reportedChange({ type, data }: StoredEvent): GraphChangeId | undefined {
  const told = eventData.parse({ type, data });
  return told.type === "airtable.graphBreaks" ? told.data.changeId : undefined;
}

/**
 * Whose graphs change, as it happens: because of the bases, or for some callers because of what is hidden from them. Null when
 * some changes may have been missed.
 */
export function followGraphs(listener: Listener): AsyncIterableIterator<TenantId | null> {
  // A reader who is slow need not hear of the same tenant twice, so what waits is bounded by the number of tenants.
  return new Repeater<TenantId | null>(async (push, stop) => {
    const waiting = new Set<TenantId | null>();
    let isPushing = false;
    const pushAll = async () => {
      if (isPushing) return;
      isPushing = true;
      for (const each of waiting) {
        waiting.delete(each);
        await push(each);
      }
      isPushing = false;
    };
    const unsubscribe = listener.subscribe((payload) => {
      const [tenant, stream] = payload?.split(" ") ?? [];
      if (payload !== undefined && stream !== graphStream && stream !== policyStream) return;
      waiting.add(payload === undefined ? null : tenantId.parse(tenant));
      void pushAll();
    });
    await stop;
    unsubscribe();
  });
}

/**
 * Calls back with tenants whose bases or connections may have changed, or "all".
 * @returns ends that
 */
export function onBasesChanged(listener: Listener, callback: (whose: TenantId | "all") => void): () => void {
  return listener.subscribe((payload) => {
    if (payload === undefined) {
      callback("all");
      return;
    }
    const [tenant, stream = ""] = payload.split(" ");
    if (isSchemaStream(stream) || stream === "airtable-connections") callback(tenantId.parse(tenant));
  });
}
