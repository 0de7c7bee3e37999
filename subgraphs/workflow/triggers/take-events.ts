import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { type Consumer, consumeEvents } from "../../../kernel/event-log/consume-events.ts";
import type { StoredEvent } from "../../../kernel/event-log/event-log.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { toRunChange } from "../runs/run-event.ts";
import { type Firing, insertFirings } from "../store/firings.ts";
import { findTriggersOfTopics, workflowNamesOf } from "../store/triggers.ts";
import type { TriggerParts } from "./trigger-parts.ts";

/** What the airtable subgraph tells of records (subgraphs/airtable/watching/change-events.ts). */
const recordsChanged = "airtable.recordsChanged";
/** What the file subgraph tells of a file that it has stored. */
const fileStored = "file.stored";
const runEnded = ["run.SUCCEEDED", "run.FAILED", "run.CANCELLED"];

/** Something that triggers of one kind and topic fire for. */
interface Happening extends Pick<Firing, "key" | "happening"> {
  readonly kind: "record" | "fileCreated" | "runEnded";
  readonly topic: string;
}

/**
 * Puts down what the event log tells for the triggers that it concerns; all else about it is seen to later. No event's
 * transaction is held up by what is done about it, and none is told twice.
 */
export function startTakingEvents({ db, listener, clock, logger }: TriggerParts): Consumer {
  return consumeEvents({
    name: "workflow.triggers",
    types: [recordsChanged, fileStored, ...runEnded],
    db,
    listener,
    logger,
    async handle(transaction, events) {
      const at = new Date(clock.now());
      for (const tenantId of new Set(events.map((event) => event.tenantId))) {
        const ofTenant = events.filter((event) => event.tenantId === tenantId);
        await insertFirings(transaction, await firingsOf(transaction, tenantId, ofTenant), at);
      }
    },
  });
}

async function firingsOf(
  transaction: Database,
  tenantId: TenantId,
  events: readonly StoredEvent[],
): Promise<readonly Firing[]> {
  const happenings = [
    ...events.filter(({ type }) => type === recordsChanged).map(toRecordsChanged),
    ...events.filter(({ type }) => type === fileStored).map(toFileStored),
    ...(await toRunsEnded(
      transaction,
      tenantId,
      events.filter(({ type }) => runEnded.includes(type)),
    )),
  ];
  const firings: Firing[] = [];
  for (const kind of new Set(happenings.map((happening) => happening.kind))) {
    const ofKind = happenings.filter((happening) => happening.kind === kind);
    const topics = ofKind.map(({ topic }) => topic);
    for (const trigger of await findTriggersOfTopics(transaction, tenantId, kind, topics))
      for (const { topic, key, happening } of ofKind)
        if (topic === trigger.topic) firings.push({ trigger, kind, key, happening });
  }
  return firings;
}

const jsonObject = z.record(z.string(), z.unknown());

function toRecordsChanged({ sequence, data }: StoredEvent): Happening {
  const happening = jsonObject.parse(data);
  const { baseId } = z.object({ baseId: z.string() }).parse(happening);
  return { kind: "record", topic: baseId, key: `${baseId}:${sequence}`, happening };
}

function toFileStored({ data }: StoredEvent): Happening {
  const { fileId } = z.object({ fileId: z.string() }).parse(data);
  return { kind: "fileCreated", topic: "", key: fileId, happening: { fileId } };
}

async function toRunsEnded(
  transaction: Database,
  tenantId: TenantId,
  events: readonly StoredEvent[],
): Promise<Happening[]> {
  const changes = events.map(toRunChange);
  const ids = changes.map(({ runId }) => runId);
  const names = await workflowNamesOf(transaction, tenantId, ids);
  return changes.flatMap(({ runId, sequence, kind }): Happening[] => {
    const topic = names.get(runId);
    if (topic === undefined) return [];
    return [{ kind: "runEnded", topic, key: `${runId}:${sequence}`, happening: { runId, status: kind } }];
  });
}
