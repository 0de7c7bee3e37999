import { and, eq } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { parseCron } from "../definitions/cron.ts";
import type { Definition } from "../definitions/definition.ts";
import type { Trigger } from "../definitions/triggers.ts";
import type { WorkflowId } from "../ids.ts";
import { forgetMatching } from "../store/firings.ts";
import { triggers } from "../store/tables.ts";
import { tellTriggerNews } from "../store/triggers.ts";

/**
 * Puts the triggers of a published definition in the place of those that a workflow had. One that stays what it was goes on
 * where it is: what was due and has not fired yet still does, and what it follows it follows from where it had come to.
 *
 * @param definition undefined for a workflow whose triggers fire no more
 */
export async function replaceTriggers(
  transaction: Database,
  tenantId: TenantId,
  {
    workflowId,
    definition,
    at,
  }: {
    readonly workflowId: WorkflowId;
    readonly definition: Pick<Definition, "triggers"> | undefined;
    readonly at: Date;
  },
): Promise<void> {
  const former = await transaction
    .delete(triggers)
    .where(and(eq(triggers.tenantId, tenantId), eq(triggers.workflowId, workflowId)))
    .returning();
  await forgetMatching(transaction, tenantId, workflowId);
  const rows = (definition?.triggers ?? []).map((trigger) => {
    const { id, kind } = trigger;
    const topic = topicOf(workflowId, trigger);
    const before = former.find((row) => row.id === id && row.kind === kind && row.topic === topic);
    const isDue = before?.nextAt !== undefined && before.nextAt !== null && before.nextAt <= at;
    const nextAt = isDue ? before.nextAt : firstAfter(trigger, at);
    const { cursor = null, firedAt = null } = before ?? {};
    return { tenantId, workflowId, id, kind, topic, nextAt, cursor, firedAt };
  });
  if (rows.length > 0) await transaction.insert(triggers).values(rows);
  await tellTriggerNews(transaction);
}

/** What events are matched by, so that each looks only at the triggers that it may concern. */
function topicOf(workflowId: WorkflowId, trigger: Trigger): string {
  switch (trigger.kind) {
    case "cron":
    case "fileCreated":
      return "";
    case "record":
      return trigger.baseId;
    case "webhook":
      // Part of its URL, which must not change with the version. Requests are signed: nobody need guess it.
      return `${workflowId}/${trigger.id}`;
    case "runEnded":
      return trigger.workflow;
    case "usage":
      return trigger.metric;
  }
}

function firstAfter(trigger: Trigger, at: Date): Date | null {
  switch (trigger.kind) {
    case "cron":
      return parseCron(trigger.schedule, trigger.timeZone).next(at) ?? null;
    // They have something to look after, at once and then again and again.
    case "record":
    case "usage":
      return at;
    case "fileCreated":
    case "webhook":
    case "runEnded":
      return null;
  }
}
