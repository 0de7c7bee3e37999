import { sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { applicationName, applicationVersion, interpreterName, queueName, type RunTicket } from "./engine-names.ts";

/** Puts a run into the engine's queue inside the caller's transaction, under the run's own id. */
export async function enqueueRun(transaction: Database, ticket: RunTicket): Promise<void> {
  await transaction.execute(sql`
    select dbos.enqueue_workflow(
      workflow_name => ${interpreterName},
      queue_name => ${queueName},
      positional_args => array[${JSON.stringify(ticket)}::json],
      workflow_id => ${ticket.runId}::text,
      app_version => ${applicationVersion},
      application_name => ${applicationName}
    )`);
}
