import { sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { applicationName, applicationVersion, interpreterName, queueName, type Ticket } from "./ticket.ts";

/**
 * Puts a turn into the engine's queue inside the caller's transaction. The same ticket given twice is one; at another time
 * it is another, and whichever is taken up first makes the others void.
 * @param options.at not before this instant
 * @param options.priority the lower number goes first
 */
export async function giveTicket(
  transaction: Database,
  ticket: Ticket,
  { at, priority = 100 }: { at?: Date | undefined; priority?: number } = {},
): Promise<void> {
  const { kind, id, after } = ticket;
  const engineId = [kind, id, after, ...(at === undefined ? [] : [at.getTime()])].join(":");
  await transaction.execute(sql`
    select dbos.enqueue_workflow(
      workflow_name => ${interpreterName},
      queue_name => ${queueName},
      positional_args => array[${JSON.stringify(ticket)}::json],
      workflow_id => ${engineId}::text,
      app_version => ${applicationVersion},
      application_name => ${applicationName},
      priority => ${priority}::int,
      delay_until_epoch_ms => ${at === undefined ? null : at.getTime()}::bigint
    )`);
}
