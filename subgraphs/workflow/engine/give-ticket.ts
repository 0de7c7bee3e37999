import { sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { createPace } from "./pace.ts";
import { applicationName, applicationVersion, interpreterName, queueName, type Ticket } from "./ticket.ts";

const pace = createPace();

/**
 * Puts a turn into the engine's queue inside the caller's transaction. The same ticket given twice is one; at another time
 * it is another, and whichever is taken up first makes the others void.
 * @param options.at not before this instant
 * @param options.priority among the tenant's own, the lower number goes first
 */
export async function giveTicket(
  transaction: Database,
  ticket: Ticket,
  { at, priority }: { at?: Date | undefined; priority?: number } = {},
): Promise<void> {
  const { kind, tenantId, id, after } = ticket;
  const engineId = [kind, id, after, ...(at === undefined ? [] : [at.getTime()])].join(":");
  const place = at === undefined ? pace.now(tenantId, Date.now(), priority) : pace.later(at.getTime());
  await transaction.execute(sql`
    select dbos.enqueue_workflow(
      workflow_name => ${interpreterName},
      queue_name => ${queueName},
      positional_args => array[${JSON.stringify(ticket)}::json],
      workflow_id => ${engineId}::text,
      app_version => ${applicationVersion},
      application_name => ${applicationName},
      priority => ${place}::int,
      delay_until_epoch_ms => ${at === undefined ? null : at.getTime()}::bigint
    )`);
}
